'use strict';
const report = (function () {
  const data = JSON.parse(document.getElementById('data').textContent);
  const charts = [];

  /** Pixels below which a plot makes do with less. */
  const NARROW = 520;

  const whole = new Intl.NumberFormat('en');
  const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

  /** Colours as the style sheet has them now, so that there is one place for them. */
  function theme() {
    const style = getComputedStyle(document.documentElement);
    const value = name => style.getPropertyValue(name).trim();
    return {
      ink: value('--ink'),
      soft: value('--soft'),
      line: value('--line'),
      grid: value('--grid'),
      panel: value('--panel'),
      marks: Array.from({ length: 8 }, (_, k) => value('--c' + k)),
      font: getComputedStyle(document.body).fontFamily
    };
  }

  function element(name, classes, ...children) {
    const made = document.createElement(name);
    made.className = classes;
    made.append(...children);
    return made;
  }

  /** Built from nodes, never from markup: names come from outside. */
  function tip(title, rows) {
    return element('div', 'tip', element('b', '', title),
      ...rows.map(([name, value]) => element('span', '', element('em', '', name), document.createTextNode(value))));
  }

  function mark(number) {
    const space = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(space, 'svg');
    svg.setAttribute('class', 'mark');
    svg.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS(space, 'use');
    use.setAttribute('href', '#mark-' + number);
    svg.append(use);
    return svg;
  }

  function markPath(number) {
    return 'path://' + document.querySelector('#mark-' + number + ' path').getAttribute('d');
  }

  function tooltip(colours, formatter, trigger) {
    return {
      trigger,
      formatter,
      confine: true,
      transitionDuration: 0,
      backgroundColor: colours.panel,
      borderColor: colours.line,
      textStyle: { color: colours.ink, fontFamily: colours.font },
      axisPointer: { type: 'line', lineStyle: { color: colours.soft } }
    };
  }

  function timeOption(chart, colours, width) {
    const narrow = width < NARROW;
    const priced = chart.money.length > 0;
    const label = { color: colours.soft, fontFamily: colours.font, fontSize: 12 };
    const count = chart.labels.length;
    const step = Math.ceil(count / Math.max(2, Math.floor(width / 115)));
    const xAxis = (grid, shown) => ({
      type: 'category',
      gridIndex: grid,
      data: chart.labels,
      boundaryGap: true,
      axisLabel: { ...label, show: shown, margin: 12, showMinLabel: true, interval: k => k % step === 0 && k + step * 0.7 < count },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } }
    });
    const yAxis = (grid, name) => ({
      gridIndex: grid,
      name,
      nameLocation: 'end',
      nameGap: 10,
      nameTextStyle: { ...label, align: 'left', padding: [0, 0, 0, narrow ? -34 : -42] },
      splitNumber: grid === 0 ? 4 : 2,
      axisLabel: { ...label, formatter: value => short.format(value) },
      splitLine: { lineStyle: { color: colours.grid } }
    });
    // Both plots end at the same places, so that a week stands above itself.
    const sides = { left: narrow ? 38 : 48, right: 8, outerBoundsMode: 'none' };
    const grids = priced
      ? [{ ...sides, top: 30, bottom: '40%' }, { ...sides, top: '70%', bottom: 30 }]
      : [{ ...sides, top: 30, bottom: 30 }];
    const series = chart.curves.map((curve, k) => ({
      type: 'line',
      name: curve.name,
      data: curve.values,
      showSymbol: chart.labels.length < 3,
      lineStyle: { width: 2, color: colours.marks[k] },
      itemStyle: { color: colours.marks[k] },
      emphasis: { disabled: true }
    }));
    if (priced) {
      series.push({
        type: 'bar',
        name: 'money',
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: chart.money,
        barCategoryGap: '25%',
        itemStyle: { color: colours.soft },
        emphasis: { disabled: true }
      });
    }
    return {
      animation: false,
      grid: grids,
      xAxis: priced ? [xAxis(0, false), xAxis(1, true)] : [xAxis(0, true)],
      yAxis: priced ? [yAxis(0, 'events a ' + chart.unit), yAxis(1, 'money')] : [yAxis(0, 'events a ' + chart.unit)],
      axisPointer: { link: [{ xAxisIndex: 'all' }], label: { show: false } },
      tooltip: tooltip(colours, points => {
        const k = points[0].dataIndex;
        const rows = chart.curves.map(curve => [curve.name, whole.format(curve.values[k])]);
        return tip((chart.unit === 'week' ? 'Week from ' : '') + chart.labels[k],
          priced ? [...rows, ['money', whole.format(chart.money[k])]] : rows);
      }, 'axis'),
      series
    };
  }

  function timeLegend(chart) {
    const legend = document.getElementById('time-legend');
    chart.curves.forEach((curve, k) => legend.append(element('span', 'c' + k, element('i', ''), curve.name)));
  }

  function segmentsOption(chart, colours, width, shown) {
    const [left, right, bottom, top] = chart.limits;
    const axis = (min, max) => ({
      min,
      max,
      axisLabel: { show: false },
      axisTick: { show: false },
      axisLine: { show: false },
      splitLine: { show: false }
    });
    const across = (right - left) * 0.01;
    const up = (top - bottom) * 0.015;
    return {
      animation: false,
      grid: { left: 0, right: 0, top: 0, bottom: 0, outerBoundsMode: 'none' },
      xAxis: axis(left - across, right + across),
      yAxis: axis(bottom - up, top + up),
      tooltip: tooltip(colours, point => tip(point.data.customer, [[chart.groups[point.seriesIndex].name, '']]), 'item'),
      series: chart.groups.map((group, k) => ({
        type: 'scatter',
        name: group.name,
        symbol: markPath(group.shape),
        symbolSize: width < NARROW ? 5 : 7,
        itemStyle: { color: colours.marks[group.colour], opacity: 0.72 },
        emphasis: { disabled: true },
        data: shown[k]
          ? chart.dots.filter(dot => dot.group === k).map(dot => ({ value: [dot.x, dot.y], customer: dot.customer }))
          : []
      }))
    };
  }

  function segmentsLegend(chart, shown, redraw) {
    const legend = document.getElementById('segments-legend');
    chart.groups.forEach((group, k) => {
      const button = element('button', 'c' + group.colour, mark(group.shape), group.name);
      button.type = 'button';
      button.setAttribute('aria-pressed', 'true');
      button.addEventListener('click', () => {
        shown[k] = !shown[k];
        button.setAttribute('aria-pressed', String(shown[k]));
        redraw();
      });
      legend.append(button);
    });
  }

  function place(id, option) {
    const box = document.getElementById(id);
    const instance = echarts.init(box, null, { renderer: 'svg' });
    const redraw = size => {
      instance.resize(size);
      instance.setOption(option(theme(), instance.getWidth()), true);
    };
    redraw();
    charts.push(redraw);
    new ResizeObserver(() => redraw()).observe(box);
    return redraw;
  }

  function redrawAll(size) {
    charts.forEach(redraw => redraw(size));
  }

  if (data.time) {
    timeLegend(data.time);
    place('time-chart', (colours, width) => timeOption(data.time, colours, width));
  }
  if (data.segments) {
    const shown = data.segments.groups.map(() => true);
    const redraw = place('segments-chart', (colours, width) => segmentsOption(data.segments, colours, width, shown));
    segmentsLegend(data.segments, shown, redraw);
  }

  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => redrawAll());
  addEventListener('beforeprint', () => {
    document.documentElement.dataset.print = '';
    // The width of the paper is not known here; the style sheet gives plots this size on it.
    redrawAll({ width: 640, height: 360 });
  });
  addEventListener('afterprint', () => {
    delete document.documentElement.dataset.print;
    redrawAll();
  });

  return { data, place, tooltip, tip, whole, short, NARROW };
})();
