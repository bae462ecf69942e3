using System.Buffers.Binary;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Writing;

namespace FeedHandler.Replay.Slicing;

/// <summary>Writes a slice as one section of pcapng: every interface as it was described, times in its resolution, and what stands beside packets.</summary>
internal sealed class PcapNgSliceWriter : ISliceWriter
{
    private const int GivenTimes = -1; // the first interface once more, for packets without a time that cannot stay so: theirs is that of the one before
    private const int InterfaceBodyBytes = 8;
    private const int PacketBodyBytes = 20;
    private const int SectionBodyBytes = 16;
    private readonly Stream _stream;
    private readonly PcapNgOptions _options = new();
    private readonly Dictionary<(CaptureReader Reader, int Section, int Index), int> _interfaces = [];

    /// <summary>Writes the section header.</summary>
    /// <param name="stream">Where to write; it should buffer.</param>
    /// <param name="notes">What the captures say of themselves.</param>
    public PcapNgSliceWriter(Stream stream, IReadOnlyList<SectionNotes> notes)
    {
        _stream = stream;
        _options.Add(CaptureOptions.Application, "feedhandler slice");
        if (notes.All(static note => note.NotesGaps)) _options.Add(CaptureOptions.Comment, SectionNotes.GapsNoted);
        _options.Add(CaptureOptions.Comment, SectionNotes.CutOnPurpose);
        foreach (string comment in notes.SelectMany(static note => note.Comments).Distinct(StringComparer.Ordinal)) Comment(comment);
        Span<byte> body = stackalloc byte[SectionBodyBytes];
        body.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(body, CaptureMagic.PcapNgByteOrder);
        BinaryPrimitives.WriteUInt16LittleEndian(body[4..], 1);
        BinaryPrimitives.WriteInt64LittleEndian(body[8..], -1); // the section's length is not known
        WriteBlock(CaptureMagic.PcapNgSection, body, default);
    }

    /// <inheritdoc/>
    public unsafe void Write(in RecordView view, CaptureReader reader, IReadOnlyList<string> notes)
    {
        RawRecord raw = RawRecord.Of(in view, reader);
        int number = NumberOf(reader, raw.Interface);
        ReadOnlySpan<byte> frame = new(view.Start, view.CapturedLength);
        Span<byte> body = stackalloc byte[PacketBodyBytes];
        if (view.IsTimeless && number == 0 && notes.Count == 0) // a simple packet has no options, and is of the first interface
        {
            _options.Clear();
            BinaryPrimitives.WriteInt32LittleEndian(body, view.OriginalLength);
            WriteBlock(PcapNgBlock.SimplePacket, body[..sizeof(int)], frame);
            return;
        }

        if (view.IsTimeless) (number, raw) = (NumberOf(reader, GivenTimes), raw with { Ticks = (ulong)Math.Max(0, view.TimestampNs) });
        BinaryPrimitives.WriteInt32LittleEndian(body, number);
        BinaryPrimitives.WriteUInt32LittleEndian(body[4..], (uint)(raw.Ticks >> 32));
        BinaryPrimitives.WriteUInt32LittleEndian(body[8..], (uint)raw.Ticks);
        BinaryPrimitives.WriteInt32LittleEndian(body[12..], frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(body[16..], view.OriginalLength);
        _options.Clear();
        foreach (string note in notes) _options.Add(CaptureOptions.Comment, note); // of what came before the packet's own
        OptionCopy.OfPacket(new CaptureOptions(new ReadOnlySpan<byte>(view.OptionsStart, view.OptionsLength), view.IsSwapped), view.IsSwapped, _options);
        WriteBlock(PcapNgBlock.EnhancedPacket, body, frame);
    }

    private int NumberOf(CaptureReader reader, int index)
    {
        (CaptureReader, int, int) key = (reader, reader.SectionNumber, index);
        if (_interfaces.TryGetValue(key, out int number)) return number;
        number = _interfaces.Count;
        _interfaces.Add(key, number);
        CaptureInterface description = reader.InterfaceAt(Math.Max(0, index));
        if (index == GivenTimes) (description.Options, description.IsSwapped) = ([9, 0, 1, 0, 9, 0, 0, 0], false); // if_tsresol: nanoseconds
        Span<byte> body = stackalloc byte[InterfaceBodyBytes];
        body.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(body, (ushort)description.LinkType);
        BinaryPrimitives.WriteUInt32LittleEndian(body[4..], description.SnapLength);
        _options.Clear();
        OptionCopy.OfInterface(in description, _options);
        WriteBlock(PcapNgBlock.InterfaceDescription, body, default);
        return number;
    }

    private void Comment(string text)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(text) <= ushort.MaxValue) _options.Add(CaptureOptions.Comment, text); // what was no UTF-8 may have grown
    }

    private void WriteBlock(uint type, ReadOnlySpan<byte> body, ReadOnlySpan<byte> frame)
    {
        int paddingBytes = -frame.Length & 3;
        int totalBytes = PcapNgBlock.FrameBytes + body.Length + frame.Length + paddingBytes + _options.Bytes.Length;
        Span<byte> head = stackalloc byte[PcapNgBlock.HeadBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(head, type);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], totalBytes);
        _stream.Write(head);
        _stream.Write(body);
        _stream.Write(frame);
        Span<byte> padding = stackalloc byte[sizeof(int)];
        padding.Clear();
        _stream.Write(padding[..paddingBytes]);
        _stream.Write(_options.Bytes);
        _stream.Write(head[4..]);
    }
}
