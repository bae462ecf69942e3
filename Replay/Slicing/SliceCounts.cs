using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Slicing;

/// <summary>What became of the frames of captures that were sliced. Read in passing by whoever shows progress.</summary>
public sealed class SliceCounts
{
    private readonly long[] _byReason = new long[(int)SliceReason.NoDatagram + 1];
    private long _frames;

    /// <summary>Frames that were read.</summary>
    public long Frames => Volatile.Read(ref _frames);

    /// <summary>UDP datagrams among them.</summary>
    public long Packets { get; internal set; }

    /// <summary>Frames that were kept.</summary>
    public long Kept => this[SliceReason.Kept];

    /// <summary>Numbers of packets that were cut, copies by the other line counted too.</summary>
    public long NumbersCut { get; internal set; }

    /// <summary>Numbers that no packet had, between numbers that were cut, which the notes tell as cut: there were too many holes for notes of each.</summary>
    public long NumbersCovered { get; internal set; }

    /// <summary>Frames that stand behind one of a later time.</summary>
    public long Disordered { get; private set; }

    /// <summary>Whether what was kept has notes that a replay decides by.</summary>
    public bool HasNotes { get; internal set; }

    /// <summary>When the first frame was captured, nanoseconds since the Unix epoch; null when none has a time.</summary>
    public long? FirstNs { get; private set; }

    /// <summary>When the latest was captured; null when none has a time.</summary>
    public long? LastNs { get; private set; }

    /// <summary>The same of the frames that were kept.</summary>
    public long? FirstKeptNs { get; private set; }

    /// <summary>The same of the frames that were kept.</summary>
    public long? LastKeptNs { get; private set; }

    /// <summary>How many frames were kept, or cut for a reason.</summary>
    /// <param name="reason">The reason.</param>
    public long this[SliceReason reason] => _byReason[(int)reason];

    internal void Count(SliceReason reason, in CaptureRecord record)
    {
        _byReason[(int)reason]++;
        Volatile.Write(ref _frames, _frames + 1);
        if (!record.HasTime) return;
        if (record.TimestampNs < LastNs) Disordered++;
        FirstNs = Math.Min(FirstNs ?? long.MaxValue, record.TimestampNs);
        LastNs = Math.Max(LastNs ?? long.MinValue, record.TimestampNs);
        if (reason != SliceReason.Kept) return;
        FirstKeptNs = Math.Min(FirstKeptNs ?? long.MaxValue, record.TimestampNs);
        LastKeptNs = Math.Max(LastKeptNs ?? long.MinValue, record.TimestampNs);
    }
}
