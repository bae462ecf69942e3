using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Dbn;

namespace FeedHandler.Sinks.Dbn;

/// <summary>
/// Records of match events that are not over: only at its end is it known which record of an instrument is the last one, and so has F_LAST. Records of all
/// channels go on in the order in which they came, their times of receiving never going back. Allocates nothing once it has grown.
/// </summary>
/// <param name="channelCount">How many channels there are.</param>
/// <param name="instrumentCountMax">How many instruments a channel can have.</param>
/// <param name="output">Takes them.</param>
internal sealed class PendingRecords(int channelCount, int instrumentCountMax, IRecordOutput output)
{
    private const int CountMax = 1 << 16; // of a match event without an end, after a loss
    private readonly List<Entry> _entries = new(1 << 10);
    private readonly int[][] _marks = [.. Enumerable.Range(0, channelCount).Select(_ => new int[instrumentCountMax])];
    private byte[] _bytes = new byte[1 << 16];
    private int _byteCount;
    private int _mark;
    private int _untimedCount;
    private ulong _lastTime;

    /// <summary>Takes a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="place">Whence it comes.</param>
    /// <param name="rxNs">When it was received, nanoseconds since the Unix epoch; 0 where that is not known yet.</param>
    public void Add<T>(in T record, RecordPlace place, long rxNs)
        where T : unmanaged, IDbnRecord
    {
        int length = Unsafe.SizeOf<T>();
        if (_byteCount + length > _bytes.Length) Array.Resize(ref _bytes, _bytes.Length * 2);
        Span<byte> bytes = _bytes.AsSpan(_byteCount, length);
        MemoryMarshal.Write(bytes, record);
        RecordParts.TimeOf(bytes) = (ulong)Math.Max(0, rxNs);
        if (rxNs <= 0) _untimedCount++;
        _entries.Add(new Entry(_byteCount, length, place, IsOver: false, HasTime: rxNs > 0));
        _byteCount += length;
        if (_entries.Count == CountMax) Flush();
    }

    /// <summary>The time of a packet is known: records of it that have none get it.</summary>
    public void SetTime(byte channel, uint seqNum, long rxNs)
    {
        if (_untimedCount == 0 || rxNs <= 0) return;
        Span<Entry> entries = CollectionsMarshal.AsSpan(_entries);
        for (int i = entries.Length - 1; i >= 0 && entries[i].Place is var place && place.Channel == channel && place.SeqNum == seqNum; i--)
        {
            if (entries[i].HasTime) continue;
            RecordParts.TimeOf(BytesOf(entries[i])) = (ulong)rxNs;
            entries[i] = entries[i] with { HasTime = true };
            _untimedCount--;
        }
    }

    /// <summary>A match event of a channel is over.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="isWhole">Whether its end was told: else no record is known to be its instrument's last one.</param>
    public void EndEvent(byte channel, bool isWhole)
    {
        _mark++;
        int[] marks = _marks[channel];
        Span<Entry> entries = CollectionsMarshal.AsSpan(_entries);
        for (int i = entries.Length - 1; i >= 0; i--)
        {
            Entry entry = entries[i];
            if (entry.IsOver || entry.Place.Channel != channel) continue;
            entries[i] = entry with { IsOver = true };
            if (!isWhole || marks[entry.Place.Instrument] == _mark) continue;
            marks[entry.Place.Instrument] = _mark;
            RecordParts.AddFlags(BytesOf(entry), DbnFlags.Last);
        }

        Release();
    }

    /// <summary>No more comes: what is left goes on.</summary>
    public void Flush()
    {
        Span<Entry> entries = CollectionsMarshal.AsSpan(_entries);
        foreach (ref Entry entry in entries) entry = entry with { IsOver = true };
        Release();
    }

    private void Release()
    {
        ReadOnlySpan<Entry> entries = CollectionsMarshal.AsSpan(_entries);
        int count = 0;
        while (count < entries.Length && entries[count].IsOver) Write(entries[count++]);
        if (count > 0) Compact(count);
    }

    private void Compact(int count)
    {
        int offset = count < _entries.Count ? _entries[count].Offset : _byteCount;
        _bytes.AsSpan(offset, _byteCount - offset).CopyTo(_bytes);
        _byteCount -= offset;
        _entries.RemoveRange(0, count);
        Span<Entry> entries = CollectionsMarshal.AsSpan(_entries);
        foreach (ref Entry entry in entries) entry = entry with { Offset = entry.Offset - offset };
    }

    private void Write(in Entry entry)
    {
        Span<byte> record = BytesOf(entry);
        ref ulong time = ref RecordParts.TimeOf(record);
        if (!entry.HasTime) _untimedCount--;
        if (time < _lastTime)
        {
            time = _lastTime;
            RecordParts.AddFlags(record, DbnFlags.BadTsRecv);
        }

        _lastTime = time;
        output.Write(record, time);
    }

    private Span<byte> BytesOf(in Entry entry) => _bytes.AsSpan(entry.Offset, entry.Length);

    private readonly record struct Entry(int Offset, int Length, RecordPlace Place, bool IsOver, bool HasTime);
}
