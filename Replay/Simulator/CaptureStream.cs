using System.Buffers.Binary;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// Writes a pcapng capture (draft-ietf-opsawg-pcapng): one section, one Ethernet interface, times in nanoseconds. The same frames give the same file:
/// nothing of the machine or the moment goes in.
/// </summary>
/// <param name="stream">Takes the bytes; it stays open and the caller flushes it.</param>
internal sealed class CaptureStream(Stream stream)
{
    private const uint SectionHeaderType = 0x0A0D0D0A;
    private const uint InterfaceType = 1;
    private const uint EnhancedPacketType = 6;
    private const uint ByteOrderMagic = 0x1A2B3C4D;
    private const ushort Ethernet = 1;
    private const ushort TimeResolutionOption = 9;
    private const int PacketHeaderBytes = 28;
    private const uint FrameBytesMax = 262_144;
    private readonly byte[] _header = new byte[32];
    private bool _hasStarted;

    /// <summary>Writes one frame. The first call writes the section and the interface before it.</summary>
    /// <param name="timestampNs">When it was received, nanoseconds since the Unix epoch, at least 0.</param>
    /// <param name="frame">The frame, without its check sequence.</param>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Write(long timestampNs, ReadOnlySpan<byte> frame)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(timestampNs);
        Start();
        var padding = -frame.Length & 3;
        var blockBytes = PacketHeaderBytes + frame.Length + padding + sizeof(uint);
        Put(0, EnhancedPacketType);
        Put(4, (uint)blockBytes);
        Put(8, 0); // the interface
        Put(12, (uint)(timestampNs >> 32));
        Put(16, (uint)timestampNs);
        Put(20, (uint)frame.Length);
        Put(24, (uint)frame.Length);
        stream.Write(_header, 0, PacketHeaderBytes);
        stream.Write(frame);
        Put(0, 0);
        Put(4, (uint)blockBytes);
        stream.Write(_header, 4 - padding, padding + sizeof(uint));
    }

    /// <summary>Writes the section and the interface, unless they are written: a capture without frames is a capture too.</summary>
    public void Start()
    {
        if (_hasStarted) return;
        _hasStarted = true;
        WriteSectionHeader();
        WriteInterface();
    }

    private void WriteSectionHeader()
    {
        const int blockBytes = 28;
        Put(0, SectionHeaderType);
        Put(4, blockBytes);
        Put(8, ByteOrderMagic);
        Put(12, 1); // version 1.0
        Put(16, uint.MaxValue); // the section's length is not told
        Put(20, uint.MaxValue);
        Put(24, blockBytes);
        stream.Write(_header, 0, blockBytes);
    }

    private void WriteInterface()
    {
        const int blockBytes = 32;
        Put(0, InterfaceType);
        Put(4, blockBytes);
        Put(8, Ethernet);
        Put(12, FrameBytesMax);
        Put(16, TimeResolutionOption | (1u << 16));
        Put(20, 9); // 10^-9 seconds
        Put(24, 0); // end of options
        Put(28, blockBytes);
        stream.Write(_header, 0, blockBytes);
    }

    private void Put(int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(_header.AsSpan(offset), value);
}
