namespace HdrHistogram;

/// <summary>Reads the histograms of a log of version 0 or 1.</summary>
public interface IHistogramLogV1Reader
{
    /// <summary>The histograms of the log, read one by one as they are asked for.</summary>
    /// <exception cref="FormatException">(while reading) a line is not one of a histogram log; the message names it</exception>
    IEnumerable<HistogramBase> ReadHistograms();
}
