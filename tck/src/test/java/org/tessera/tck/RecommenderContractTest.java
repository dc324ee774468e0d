// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.tessera.api.recommend.Recommender;
import org.tessera.tck.remembering.RememberingRecommender;
import org.tessera.tck.sample.CountingRecommender;
import org.tessera.tck.sample.Fault;

/** The contract lets a sound recommender pass and finds what is wrong with others. */
class RecommenderContractTest {
    private static Supplier<Recommender> made = () -> new CountingRecommender(Fault.NONE);

    /** Only run from here. */
    static final class Contract extends RecommenderContract {
        @Override
        protected Recommender recommender() {
            return made.get();
        }

        @Override
        protected Map<String, List<?>> wrongSettings() {
            return Map.of("support", List.of(0, 1001, "many", 1.5));
        }

        @Override
        protected boolean isPersonal() {
            return false;
        }
    }

    @Test
    void aSoundRecommenderPasses() {
        made = () -> new CountingRecommender(Fault.NONE);
        TestExecutionSummary summary = run(Optional.empty());
        StringWriter failures = new StringWriter();
        summary.printFailuresTo(new PrintWriter(failures));
        assertThat(failures.toString()).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isGreaterThan(40);
    }

    @ParameterizedTest
    @CsvSource({
        "STARTS_A_THREAD, leavesNoThreadBehind",
        "FORGETS_THE_SEED, theSameSeedGivesTheSameModelOnAnyNumberOfThreads",
        "ADDS_UP_BY_THREADS, theSameSeedGivesTheSameModelOnAnyNumberOfThreads",
        "SWALLOWS_CANCELLATION, stopsWhenCancelledWhereverItIs",
        "GOES_ON_WHEN_CANCELLED, leavesNothingRunningWhenCancelled",
        "GOES_BACKWARDS, saysHowFarItIs",
        "SELDOM_REPORTS, saysHowFarItIs",
        "TAKES_ANY_SETTING, refusesWrongSettingsBeforeAnyWork",
        "SUMS_NOTHING_UP, noticesDamagedModels",
        "READS_BEYOND_THE_END, readingLeavesTheStreamOpenBehindTheModel",
        "BELIEVES_LENGTHS, refusesToReadAnythingElse",
        "READS_ONCE, readsFromAStreamThatGivesAByteAtATime",
        "SWALLOWS_A_FULL_DISK, passesOnThatAStreamFails",
        "IGNORES_EXCLUSIONS, keepsToCandidatesAndExclusions",
        "ANSWERS_TOO_MANY, answersAtMostSoManyBestFirst",
        "REASONS_DO_NOT_ADD_UP, saysWhy",
        "COMPARES_ALL_WITH_ALL, takesNoLongerThanItShould",
        "LEARNS_NAN, learnsFromOddWeightsOrSaysWhyNot"
    })
    void aFaultIsFound(Fault fault, String test) {
        made = () -> new CountingRecommender(fault);
        assertThat(failed(run(Optional.of(test)))).containsExactly(test);
    }

    @Test
    void stateInStaticsIsFound() {
        made = RememberingRecommender::new;
        assertThat(failed(run(Optional.of("keepsNoStateInStatics")))).containsExactly("keepsNoStateInStatics");
    }

    private static Set<String> failed(TestExecutionSummary summary) {
        return summary.getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getSource().orElseThrow())
                .map(source -> ((MethodSource) source).getMethodName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TestExecutionSummary run(Optional<String> test) {
        PostDiscoveryFilter chosen = found -> FilterResult.includedIf(test.isEmpty() || isOf(found, test.get()));
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(Contract.class))
                .filters(chosen)
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    private static boolean isOf(TestDescriptor found, String test) {
        return found.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getMethodName().equals(test))
                .orElse(true);
    }
}
