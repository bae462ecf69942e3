using System.Globalization;
using FeedHandler.Dbn;

namespace FeedHandler.Sinks.Dbn;

/// <summary>
/// Files of one schema in a folder, each of one day in UTC and of bounded size, packed with zstd. What was flushed can be read whatever becomes of the
/// process. A file that cannot be written any more is left as it is; records are counted as lost until another can be begun.
/// </summary>
/// <param name="options">Where, and how large.</param>
/// <param name="schema">What the records are.</param>
/// <param name="mappings">Which symbols stand for which ids, as far as it is known when a file begins.</param>
/// <param name="whenFailed">Is told why a file ended early.</param>
internal sealed class DbnFileSeries(DbnRecorderOptions options, DbnSchema schema, Func<DateOnly, IReadOnlyList<DbnMapping>> mappings, Action<string> whenFailed)
    : IRecordOutput, IDisposable
{
    private const ulong NsPerDay = 86_400_000_000_000;
    private const int FilesOfADayMax = 1_000_000;
    private DbnWriter? _writer;
    private ulong _day;
    private long _retryAtMs;
    private int _number;
    private long _heldCount;

    /// <summary>How many records were written and handed on.</summary>
    public long WrittenCount { get; private set; }

    /// <summary>How many records were lost, as there was nowhere to write them.</summary>
    public long LostCount { get; private set; }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> record, ulong tsRecv)
    {
        try
        {
            if (_writer is not null && (tsRecv / NsPerDay != _day || _writer.UnpackedBytes >= options.FileBytesMax)) Close();
            if (_writer is null && !TryBegin(tsRecv))
            {
                LostCount++;
                return;
            }

            _heldCount++;
            _writer!.Write(record);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Fail(failure);
        }
    }

    /// <summary>Hands on what was written: it can be read from here on.</summary>
    public void Flush()
    {
        try
        {
            _writer?.Flush();
            CountHanded();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Fail(failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Close();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Fail(failure);
        }
    }

    private void Close()
    {
        (DbnWriter? writer, _writer) = (_writer, null);
        writer?.Dispose();
        CountHanded();
    }

    private void CountHanded()
    {
        WrittenCount += _heldCount;
        _heldCount = 0;
    }

    private bool TryBegin(ulong tsRecv)
    {
        if (Environment.TickCount64 < _retryAtMs) return false;
        (ulong day, int number) = (tsRecv / NsPerDay, tsRecv / NsPerDay == _day ? _number : 0);
        (_day, _number) = (day, number);
        DateOnly date = DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(day));
        DbnMetadata metadata = new()
        {
            Dataset = options.Dataset,
            Schema = schema,
            Start = tsRecv,
            SymbolTypeIn = DbnSymbolType.RawSymbol,
            Mappings = mappings(date),
        };
        _writer = new DbnWriter(Create(date), metadata, new DbnWriterOptions { Compression = DbnCompression.Zstd, Level = 1 });
        _writer.Flush(); // what the file says of itself is there whatever becomes of the rest
        return true;
    }

    // Behind those that are there, of this run or an earlier one: none is overwritten.
    private FileStream Create(DateOnly date)
    {
        while (_number++ < FilesOfADayMax)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{date:yyyyMMdd}.{DbnSchemas.NameOf(schema)}.{_number:000}.dbn.zst");
            string path = Path.Combine(options.Folder, name);
            if (!File.Exists(path)) return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }

        throw new IOException("there are too many files of this day");
    }

    // What is in the file stays; its writer has nothing more to give.
    private void Fail(Exception failure)
    {
        LostCount += Math.Max(1, _heldCount); // also the record that no file could be begun for
        _heldCount = 0;
        _retryAtMs = Environment.TickCount64 + options.RetryMs;
        whenFailed(FormattableString.Invariant(
            $"{options.Folder}: {DbnSchemas.NameOf(schema)}: a file ended early ({failure.Message}); another is begun when there is room"));
        DbnWriter? writer = _writer;
        _writer = null;
        try
        {
            writer?.Dispose();
        }
        catch (Exception again) when (again is IOException or UnauthorizedAccessException)
        {
            // the first failure is the one to tell
        }
    }
}
