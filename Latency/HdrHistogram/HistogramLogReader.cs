using System.Globalization;
using System.Text;
using HdrHistogram.Persistence;
using HdrHistogram.Utilities;

namespace HdrHistogram;

/// <summary>
/// Reads logs of histograms in the formats 1.0 to 1.3: UTF-8, or UTF-16 with a byte order mark. Each histogram has its interval in
/// milliseconds since 1970 as time stamps, and its tag.
/// </summary>
public sealed class HistogramLogReader : IDisposable, IHistogramLogV1Reader
{
    private readonly StreamReader _log;
    private LogClock _clock;
    private int _lineNumber;

    /// <summary>Makes a reader of a stream.</summary>
    /// <param name="inputStream">the log; left open</param>
    public HistogramLogReader(Stream inputStream)
        => _log = new StreamReader(inputStream, System.Text.Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);

    /// <summary>The histograms of a log, read one by one as they are asked for.</summary>
    /// <param name="inputStream">the log; left open</param>
    /// <exception cref="FormatException">(while reading) a line is not one of a histogram log; the message names it</exception>
    /// <exception cref="NotSupportedException">(while reading) a histogram is one of floating-point values</exception>
    public static IEnumerable<HistogramBase> Read(Stream inputStream)
    {
        using HistogramLogReader reader = new(inputStream);
        foreach (HistogramBase histogram in reader.ReadHistograms()) yield return histogram;
    }

    /// <summary>The histograms of the log, read one by one as they are asked for.</summary>
    /// <exception cref="FormatException">(while reading) a line is not one of a histogram log; the message names it</exception>
    /// <exception cref="NotSupportedException">(while reading) a histogram is one of floating-point values</exception>
    public IEnumerable<HistogramBase> ReadHistograms()
    {
        while (_log.ReadLine() is { } line)
        {
            _lineNumber++;
            HistogramBase? histogram = ReadLine(line);
            if (histogram is not null) yield return histogram;
        }
    }

    /// <summary>
    /// Start of the log in UTC, as far as the log was read: what its header says, else the start of its first histogram, else 1970.
    /// </summary>
    public DateTime GetStartTime() => _clock.StartSeconds.ToDateFromSecondsSinceEpoch();

    /// <summary>Lets go of the stream and leaves it open.</summary>
    public void Dispose() => _log.Dispose();

    private HistogramBase? ReadLine(string line)
    {
        try
        {
            switch (line.AsSpan().Trim())
            {
                case [] or ['"', ..]: // A blank line or the legend.
                    return null;
                case ['#', ..] comment:
                    _clock.ReadComment(comment);
                    return null;
                default:
                    return ReadInterval(line);
            }
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidDataException or OverflowException)
        {
            throw new FormatException($"Line {_lineNumber} is not one of a histogram log: {e.Message}", e);
        }
        catch (NotSupportedException e)
        {
            throw new NotSupportedException($"Line {_lineNumber} cannot be read: {e.Message}", e);
        }
    }

    private HistogramBase ReadInterval(string line)
    {
        LogLine fields = LogLine.Parse(line);
        byte[] encoded = Convert.FromBase64String(fields.Payload);
        HistogramBase histogram = HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Wrap(encoded), 0);
        double startSeconds = _clock.ToAbsolute(fields.StartSeconds);
        histogram.Tag = fields.Tag;
        histogram.StartTimeStamp = checked((long)Math.Round(startSeconds * 1000));
        histogram.EndTimeStamp = checked((long)Math.Round((startSeconds + fields.LengthSeconds) * 1000));
        return histogram;
    }
}
