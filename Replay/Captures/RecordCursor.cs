using System.Runtime.InteropServices;

namespace FeedHandler.Replay.Captures;

/// <summary>What the first bytes of a capture tell of it.</summary>
/// <param name="Format">Its format.</param>
/// <param name="IsBigEndian">Of <see cref="CaptureFormat.DataMine"/> the order of bytes in lengths; others tell it themselves.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CaptureKind(CaptureFormat Format, bool IsBigEndian = false);

/// <summary>Walks the records of a capture of any format.</summary>
internal struct RecordCursor
{
    private CaptureFormat _format;
    private PcapCursor _pcap;
    private PcapNgCursor _pcapNg;
    private MinedPacketCursor _dataMine;

    /// <summary>Where the next record begins.</summary>
    internal readonly long Offset => _format switch
    {
        CaptureFormat.Pcap => _pcap.Offset,
        CaptureFormat.PcapNg => _pcapNg.Offset,
        _ => _dataMine.Offset,
    };

    /// <summary>How the reading ended.</summary>
    internal readonly CaptureEnding Ending => _format switch
    {
        CaptureFormat.Pcap => _pcap.Ending,
        CaptureFormat.PcapNg => _pcapNg.Ending,
        _ => _dataMine.Ending,
    };

    /// <summary>Which section of the file the last record is in, from 1; 0 in other formats than pcapng.</summary>
    internal readonly int SectionNumber => _pcapNg.SectionNumber;

    /// <summary>What the file says of an interface of the section.</summary>
    internal readonly CaptureInterface InterfaceAt(int index) => _format switch
    {
        CaptureFormat.Pcap => _pcap.Interface,
        CaptureFormat.PcapNg => _pcapNg.InterfaceAt(index),
        _ => MinedPacketCursor.Interface,
    };

    /// <summary>Begins at the first record.</summary>
    /// <param name="kind">What the capture is.</param>
    /// <param name="bytes">The file as far as it has come.</param>
    /// <param name="isPartial">Whether more may come.</param>
    /// <param name="fileIndex">Its place among the captures, from 0.</param>
    internal void Begin(CaptureKind kind, MappedBytes bytes, bool isPartial, int fileIndex)
    {
        _format = kind.Format;
        if (_format == CaptureFormat.Pcap) _pcap.Begin(bytes, isPartial);
        else if (_format == CaptureFormat.PcapNg) _pcapNg.Begin(bytes, isPartial);
        else _dataMine.Begin(bytes, isPartial, kind.IsBigEndian, fileIndex);
    }

    /// <summary>Goes on with more of the file after it seemed to end.</summary>
    /// <param name="bytes">The file as far as it has come.</param>
    /// <param name="isPartial">Whether more may come.</param>
    internal void Resume(MappedBytes bytes, bool isPartial)
    {
        if (_format == CaptureFormat.Pcap) _pcap.Resume(bytes, isPartial);
        else if (_format == CaptureFormat.PcapNg) _pcapNg.Resume(bytes, isPartial);
        else _dataMine.Resume(bytes, isPartial);
    }

    /// <summary>Reads the next record, as far as the file has come.</summary>
    internal bool TryRead(out RecordView view) => _format switch
    {
        CaptureFormat.Pcap => _pcap.TryRead(out view),
        CaptureFormat.PcapNg => _pcapNg.TryRead(out view),
        _ => _dataMine.TryRead(out view),
    };
}
