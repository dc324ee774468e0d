(function ({ data, place, tooltip, tip, whole, short, NARROW }) {
  const exact = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
  const fraction = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

  function label(colours) {
    return { color: colours.soft, fontFamily: colours.font, fontSize: 12 };
  }

  function valueAxis(colours, more) {
    return {
      type: 'value',
      axisLabel: { ...label(colours), formatter: value => short.format(value) },
      axisTick: { show: false },
      axisLine: { show: false },
      splitLine: { lineStyle: { color: colours.grid } },
      nameTextStyle: label(colours),
      ...more
    };
  }

  /** A level or upright line through two points. */
  function rule(colours, points, name) {
    return {
      type: 'line',
      name,
      data: points,
      showSymbol: false,
      silent: true,
      lineStyle: { width: 1.5, type: 'dashed', color: colours.ink },
      z: 5
    };
  }

  /** The name of an upright axis stands above it, from the left edge on, so that it is never cut. */
  function above(name, colours, narrow) {
    return {
      name,
      nameLocation: 'end',
      nameGap: 12,
      nameTextStyle: { ...label(colours), align: 'left', padding: [0, 0, 0, narrow ? -34 : -42] }
    };
  }

  function curve(plot, colours, width) {
    const narrow = width < NARROW;
    const first = plot.points[0][0];
    const last = plot.points[plot.points.length - 1][0];
    const series = [{
      type: 'line',
      data: plot.points,
      showSymbol: plot.points.length < 25,
      symbolSize: 6,
      lineStyle: { width: 2, color: colours.marks[0] },
      itemStyle: { color: colours.marks[0] },
      emphasis: { disabled: true }
    }];
    if (plot.mark !== undefined) {
      series.push(rule(colours, [[first, plot.mark], [last, plot.mark]], plot.markText));
    }
    return {
      animation: false,
      grid: { left: narrow ? 42 : 52, right: 12, top: 34, bottom: 46, outerBoundsMode: 'none' },
      xAxis: valueAxis(colours, { min: first, max: last, name: plot.xLabel, nameLocation: 'middle', nameGap: 28, splitLine: { show: false } }),
      yAxis: valueAxis(colours, above(plot.yLabel, colours, narrow)),
      tooltip: tooltip(colours, points => {
        const [x, y] = points[0].data;
        return tip(plot.xLabel + ' ' + exact.format(x), [[plot.yLabel, exact.format(y)]]);
      }, 'axis'),
      series
    };
  }

  function dendrogram(plot, colours, width) {
    const narrow = width < NARROW;
    const series = plot.branches.map(branch => ({
      type: 'line',
      data: branch.points.map(point => point.length ? point : [null, null]),
      showSymbol: false,
      silent: true,
      lineStyle: { width: 1.6, color: branch.colour < 0 ? colours.soft : colours.marks[branch.colour] }
    }));
    if (plot.cut !== undefined) {
      series.push(rule(colours, [[-0.5, plot.cut], [plot.leaves.length - 0.5, plot.cut]], 'cut'));
    }
    // An invisible point for each leaf says what it holds.
    series.push({
      type: 'scatter',
      data: plot.leaves.map((leaf, k) => ({ value: [k, 0], leaf })),
      symbolSize: narrow ? 5 : 7,
      itemStyle: { color: point => point.data.leaf.colour < 0 ? colours.soft : colours.marks[point.data.leaf.colour] },
      emphasis: { disabled: true }
    });
    return {
      animation: false,
      grid: { left: narrow ? 42 : 52, right: 12, top: 20, bottom: 20, outerBoundsMode: 'none' },
      xAxis: { type: 'value', min: -0.5, max: plot.leaves.length - 0.5, show: false },
      yAxis: valueAxis(colours, { min: 0 }),
      tooltip: tooltip(colours, point => point.data.leaf
        ? tip(point.data.leaf.name, [['customers', whole.format(point.data.leaf.size)]])
        : '', 'item'),
      series
    };
  }

  function silhouette(plot, colours, width) {
    // Names need room beside the bars; without it the colours of the cards tell who is who.
    const narrow = width < 400;
    const rows = plot.groups.reduce((sum, group) => sum + group.values.length, 0) + 2 * (plot.groups.length - 1);
    const middles = new Map();
    let next = 0;
    const bars = plot.groups.map(group => {
      const start = next;
      next += group.values.length + 2;
      middles.set(start + Math.floor(group.values.length / 2), group);
      return {
        type: 'bar',
        name: group.name,
        data: group.values.map((value, k) => ({ value: [value, start + k], group })),
        stack: 'all',
        barWidth: '125%',
        itemStyle: { color: colours.marks[group.colour] },
        emphasis: { disabled: true }
      };
    });
    const names = Math.min(190, Math.round(width * 0.34));
    return {
      animation: false,
      grid: { left: narrow ? 10 : names, right: 16, top: 26, bottom: 44, outerBoundsMode: 'none' },
      xAxis: valueAxis(colours, {
        min: Math.min(0, plot.lowest),
        max: 1,
        name: 'silhouette',
        nameLocation: 'middle',
        nameGap: 26,
        axisLabel: { ...label(colours), formatter: value => fraction.format(value) }
      }),
      yAxis: {
        type: 'category',
        inverse: true,
        data: Array.from({ length: rows }, (_, k) => k),
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: {
          ...label(colours),
          show: !narrow,
          interval: k => middles.has(k),
          formatter: k => middles.has(Number(k)) ? middles.get(Number(k)).name : '',
          width: names - 14,
          overflow: 'truncate'
        }
      },
      tooltip: tooltip(colours, point => point.data.group
        ? tip(point.data.group.name, [
          ['customers', whole.format(point.data.group.size)],
          ['mean silhouette', fraction.format(point.data.group.mean)]])
        : '', 'item'),
      series: [...bars, rule(colours, [[plot.mean, 0], [plot.mean, rows - 1]], 'mean')]
    };
  }

  function sizes(plot, colours, width) {
    const narrow = width < NARROW;
    return {
      animation: false,
      grid: { left: narrow ? 42 : 52, right: 12, top: 34, bottom: 30, outerBoundsMode: 'none' },
      xAxis: {
        type: 'category',
        data: plot.labels,
        boundaryGap: true,
        axisLabel: { ...label(colours), hideOverlap: true },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colours.line } }
      },
      yAxis: valueAxis(colours, above('customers', colours, narrow)),
      tooltip: tooltip(colours, points => tip(plot.labels[points[0].dataIndex],
        points.filter(point => point.value > 0).map(point => [point.seriesName, whole.format(point.value)])), 'axis'),
      series: plot.series.map(one => ({
        type: 'bar',
        name: one.name,
        stack: 'all',
        barMaxWidth: 64,
        data: one.values,
        itemStyle: { color: one.colour < 0 ? colours.line : colours.marks[one.colour], borderColor: colours.panel, borderWidth: 1 },
        emphasis: { disabled: true }
      }))
    };
  }

  const options = { curve, dendrogram, silhouette, sizes };
  (data.plots || []).forEach(plot => place(plot.id, (colours, width) => options[plot.kind](plot, colours, width)));
})(report);
