using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Writing;

namespace FeedHandler.Replay.Slicing;

/// <summary>Writes the records of a slice.</summary>
internal interface ISliceWriter
{
    /// <summary>Writes a record as it was captured.</summary>
    /// <param name="view">The record.</param>
    /// <param name="reader">Its reader, which has read no further.</param>
    /// <param name="notes">What stands beside it besides, where the format can hold it.</param>
    /// <exception cref="SliceException">The format cannot hold the record.</exception>
    void Write(in RecordView view, CaptureReader reader, IReadOnlyList<string> notes);
}

/// <summary>What a slice is written as.</summary>
public enum SliceFormat
{
    /// <summary>pcapng: every interface with its time resolution, comments, and notes of what was cut.</summary>
    PcapNg,

    /// <summary>Classic pcap: one link type, frames and times alone.</summary>
    Pcap,
}

/// <summary>Writes a slice as classic pcap with nanoseconds, which hold any time of the other resolutions that are in use.</summary>
/// <param name="stream">Where to write; it should buffer.</param>
internal sealed class PcapSliceWriter(Stream stream) : ISliceWriter
{
    private const long EndNs = ((long)uint.MaxValue + 1) * 1_000_000_000;
    private PcapWriter? _writer;
    private LinkType _linkType;

    /// <inheritdoc/>
    public unsafe void Write(in RecordView view, CaptureReader reader, IReadOnlyList<string> notes)
    {
        if (_writer is null) (_writer, _linkType) = (new PcapWriter(stream, view.LinkType, leaveOpen: true), view.LinkType);
        if (view.LinkType != _linkType)
            throw new SliceException($"the frames begin with {_linkType} and with {view.LinkType}, and pcap holds one of them: give a name in .pcapng");
        if (view.TimestampNs is < 0 or >= EndNs)
            throw new SliceException("a frame was captured before 1970 or after 2106, and pcap holds no such time: give a name that ends in .pcapng");
        _writer.Write(new ReadOnlySpan<byte>(view.Start, view.CapturedLength), view.TimestampNs, view.OriginalLength);
    }
}
