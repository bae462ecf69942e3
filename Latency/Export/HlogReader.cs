using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Latency.Export;

/// <summary>
/// Reads a histogram log (`.hlog`), ours or that of any HdrHistogram tool, line by line. A log is anybody's: lines are bounded, and what is wrong is told
/// with file and line. A last line without an end, as of a program that was killed, is left out.
/// </summary>
public sealed class HlogReader : IDisposable
{
    /// <summary>The longest line that is read, in bytes: a histogram of three digits to an hour with a count in every slot has a twentieth of it.</summary>
    public const int LineSizeMax = 16 << 20;

    private const long MsMax = 253_402_300_799_999; // the year 9999
    private const double SecondsOfYear = 365.0 * 24 * 3600;
    private readonly string _name;
    private readonly LineSource _lines;
    private byte[] _packed = [];
    private Range _histogram;
    private double _startSeconds = double.NaN;
    private double _baseSeconds = double.NaN;

    /// <summary>Prepares to read.</summary>
    /// <param name="stream">The log; it is closed with this.</param>
    /// <param name="name">As messages are to name it.</param>
    public HlogReader(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        (_name, _lines) = (name, new LineSource(stream, LineSizeMax));
    }

    /// <summary>The series of the interval; empty for the one without a name. It is as the file has it: not fit for a terminal, nor for a file name.</summary>
    public string Tag { get; private set; } = "";

    /// <summary>When the interval began.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset To { get; private set; }

    /// <summary>Whether the log ended within a line.</summary>
    public bool IsTorn => _lines.IsTorn;

    /// <summary>File and line of the interval, for messages.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{_name}, line {_lines.Number}");

    /// <summary>Goes on to the next interval.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="HlogFormatException">A line is none of a log, or cannot be read.</exception>
    public bool Read()
    {
        while (ReadLine())
        {
            if (_lines.IsTooLong) throw Wrong(string.Create(CultureInfo.InvariantCulture, $"it is longer than {LineSizeMax >> 20} MiB"));
            ReadOnlySpan<byte> line = _lines.Line;
            if (line.IsEmpty || line[0] == '"') continue;
            if (line[0] == '#') ReadComment(line);
            else
            {
                ReadInterval(line);
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds what the interval counted to a histogram, in nanoseconds. Of fewer digits it stays as coarse as it is.</summary>
    /// <param name="target">Takes the counts, clamped to its range and told so.</param>
    /// <exception cref="HlogFormatException">The line's histogram cannot be read.</exception>
    public void AddTo(DurationHistogram target)
    {
        ArgumentNullException.ThrowIfNull(target);
        ReadOnlySpan<byte> text = _lines.Line[_histogram];
        if (_packed.Length < text.Length) _packed = new byte[text.Length];
        if (Base64.DecodeFromUtf8(text, _packed, out _, out int size) != OperationStatus.Done) throw Wrong("its histogram is not base64");
        if (HistogramBytesReader.Add(_packed, size, target) is { } fault) throw Wrong(fault);
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    // What is packed may be damaged, or cut off, anywhere.
    private bool ReadLine()
    {
        try
        {
            return _lines.Read();
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            throw Wrong($"what follows cannot be read: {failure.Message}");
        }
    }

    private HlogFormatException Wrong(string what) => new($"{Place}: {what}");

    private void ReadComment(ReadOnlySpan<byte> line)
    {
        ReadSeconds(line, "#[StartTime: "u8, ref _startSeconds);
        ReadSeconds(line, "#[BaseTime: "u8, ref _baseSeconds);
    }

    private static void ReadSeconds(ReadOnlySpan<byte> line, ReadOnlySpan<byte> head, ref double seconds)
    {
        if (line.StartsWith(head) && Utf8Parser.TryParse(line[head.Length..], out double value, out _) && double.IsFinite(value)) seconds = value;
    }

    private void ReadInterval(ReadOnlySpan<byte> line)
    {
        int at = 0;
        Tag = "";
        if (line.StartsWith("Tag="u8))
        {
            at = line.IndexOf((byte)',') + 1;
            if (at == 0) throw Wrong("it is no interval of a log");
            Tag = Encoding.UTF8.GetString(line[4..(at - 1)]);
            if (Tag.Any(char.IsWhiteSpace)) throw Wrong("its tag holds white space, which no log can have");
        }

        double from = Field(line, ref at);
        double length = Field(line, ref at);
        _ = Field(line, ref at); // the highest value in the writer's own unit: the histogram tells it exactly
        _histogram = at..line.TrimEnd((byte)'\r').Length;
        if (double.IsNaN(_startSeconds)) _startSeconds = from;
        if (double.IsNaN(_baseSeconds)) _baseSeconds = from < _startSeconds - SecondsOfYear ? _startSeconds : 0; // as the reference reader decides it
        From = TimeOf(from + _baseSeconds);
        To = TimeOf(from + _baseSeconds + length);
        if (To < From) throw Wrong("its interval ends before it begins");
    }

    private DateTimeOffset TimeOf(double seconds)
    {
        double ms = Math.Round(seconds * 1000);
        return ms is >= 0 and <= MsMax ? DateTimeOffset.FromUnixTimeMilliseconds((long)ms) : throw Wrong("its interval is at no time since 1970");
    }

    private double Field(ReadOnlySpan<byte> line, ref int at)
    {
        ReadOnlySpan<byte> rest = line[at..];
        int size = rest.IndexOf((byte)',');
        if (size <= 0 || !Utf8Parser.TryParse(rest[..size], out double number, out int used) || used != size || !double.IsFinite(number))
            throw Wrong("it is no interval of a log: begin, length, highest and histogram are expected, parted by commas");
        at += size + 1;
        return number;
    }
}
