import java.io.File;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Random;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/** The reference implementation's half of the exchange: `write folder` makes logs and listings, `list log` says what a log holds. */
public final class Interop {
    private static final long START_MS = 1_793_889_000_127L;

    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.US);
        if (args[0].equals("write")) write(new File(args[1]));
        else list(new File(args[1]), System.out);
    }

    private static void write(File folder) throws Exception {
        File logFile = new File(folder, "reference.hlog");
        HistogramLogWriter log = new HistogramLogWriter(logFile);
        log.outputComment("[written for an exchange with another implementation]");
        log.outputLogFormatVersion();
        log.outputBaseTime(START_MS);
        log.setBaseTime(START_MS);
        log.outputStartTime(START_MS);
        log.outputLegend();
        for (int i = 0; i < 40; i++) {
            Histogram histogram = random(i);
            log.outputIntervalHistogram(histogram);
            for (int format = 0; format < 2; format++) {
                File listing = new File(folder, i + (format == 0 ? ".hgrm" : ".csv"));
                try (PrintStream out = new PrintStream(new FileOutputStream(listing), false, "UTF-8")) {
                    histogram.outputPercentileDistribution(out, 1 + i % 7, ratio(i), format == 1);
                }
            }
        }

        log.close();
        try (PrintStream out = new PrintStream(new FileOutputStream(new File(folder, "reference.txt")), false, "UTF-8")) {
            list(logFile, out);
        }

        try (PrintStream out = new PrintStream(new FileOutputStream(new File(folder, "buckets.txt")), false, "UTF-8")) {
            for (int i = 0; i < 40; i++) {
                // Its logarithmic walk does not end where the next range would begin beyond 63 bits.
                Histogram histogram = random(i);
                if (histogram.getHighestTrackableValue() < Long.MAX_VALUE) buckets(histogram, out);
            }
        }
    }

    private static void buckets(Histogram histogram, PrintStream out) {
        out.printf("min %d", histogram.getMinValue());
        for (long value : new long[] {0, 999, 123_456, 1_000_000_000L})
            out.printf(" %d", (long) (histogram.getPercentileAtOrBelowValue(value) * 1_000_000));
        long width = histogram.getMaxValue() / 50 + 3;
        for (HistogramIterationValue bucket : histogram.linearBucketValues(width)) bucket(bucket, out);
        for (HistogramIterationValue bucket : histogram.logarithmicBucketValues(1 + width % 1000, 1.7)) bucket(bucket, out);
        Histogram corrected = histogram.copyCorrectedForCoordinatedOmission(width);
        out.printf(" corrected %d", corrected.getTotalCount());
        for (HistogramIterationValue value : corrected.recordedValues())
            out.printf(" %d:%d", value.getValueIteratedTo(), value.getCountAtValueIteratedTo());
        out.print("\n");
    }

    private static void bucket(HistogramIterationValue bucket, PrintStream out) {
        out.printf(" %d:%d:%d", bucket.getValueIteratedTo(), bucket.getCountAddedInThisIterationStep(), bucket.getTotalCountToThisValue());
    }

    private static double ratio(int i) {
        return new double[] {1, 1000, 1_000_000, 7}[i % 4];
    }

    private static Histogram random(int i) {
        Random random = new Random(i);
        long lowest = new long[] {1, 1, 1000, 20_000}[i % 4];
        long highest = new long[] {3_600_000_000_000L, 36_000_000_000L, Long.MAX_VALUE, 1_000_000_000L}[i / 4 % 4];
        Histogram histogram = new Histogram(lowest, highest, i % 5 + 1);
        histogram.setStartTimeStamp(START_MS + i * 1000L);
        histogram.setEndTimeStamp(START_MS + i * 1000L + 999);
        if (i % 3 == 1) histogram.setTag("stage-" + i % 2);
        double magnitudes = Math.log(highest);
        for (int n = i == 0 ? 0 : random.nextInt(3000); n > 0; n--) {
            long value = Math.min(highest, (long) Math.exp(random.nextDouble() * magnitudes));
            histogram.recordValueWithCount(value, 1 + (random.nextInt(4) == 0 ? random.nextInt(1 << random.nextInt(20)) : 0));
        }

        return histogram;
    }

    private static void list(File logFile, PrintStream out) throws Exception {
        HistogramLogReader reader = new HistogramLogReader(logFile);
        for (EncodableHistogram next; (next = reader.nextIntervalHistogram()) != null;) {
            Histogram histogram = (Histogram) next;
            out.printf("%s %d %d %d %d %d %d %d", histogram.getTag(), histogram.getStartTimeStamp(), histogram.getEndTimeStamp(),
                histogram.getLowestDiscernibleValue(), histogram.getHighestTrackableValue(), histogram.getNumberOfSignificantValueDigits(),
                histogram.getTotalCount(), histogram.getMaxValue());
            for (double percentile : new double[] {0, 0.1, 10, 50, 90, 99, 99.9, 99.99, 100})
                out.printf(" %d", histogram.getValueAtPercentile(percentile));
            for (HistogramIterationValue value : histogram.recordedValues())
                out.printf(" %d:%d", value.getValueIteratedTo(), value.getCountAtValueIteratedTo());
            out.print("\n");
        }
    }
}
