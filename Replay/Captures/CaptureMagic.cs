using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace FeedHandler.Replay.Captures;

/// <summary>The first bytes of files, as numbers in the byte order of their writer.</summary>
internal static class CaptureMagic
{
    internal const uint PcapMicroseconds = 0xA1B2C3D4;
    internal const uint PcapNanoseconds = 0xA1B23C4D;

    /// <summary>Kuznetzov's pcap: eight more bytes in each record header.</summary>
    internal const uint PcapModified = 0xA1B2CD34;

    /// <summary>pcapng's section header; the same in both byte orders.</summary>
    internal const uint PcapNgSection = 0x0A0D0D0A;

    /// <summary>The byte-order magic within a section header.</summary>
    internal const uint PcapNgByteOrder = 0x1A2B3C4D;

    /// <summary>Compressed files: their first bytes, the compressor's name, and the command that unpacks.</summary>
    private static readonly (byte[] Magic, string Name, string Command)[] Compressed =
    [
        ([0x1F, 0x8B], "gzip twice", "gunzip -k"),
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd twice", "unzstd"),
        ([0x04, 0x22, 0x4D, 0x18], "lz4", "unlz4"),
        ([0xFD, 0x37, 0x7A, 0x58], "xz", "unxz -k"),
        ([0x42, 0x5A, 0x68], "bzip2", "bunzip2 -k"),
    ];

    /// <summary>Whether a number is one of classic pcap's magics in this machine's byte order.</summary>
    internal static bool IsPcap(uint magic) => magic is PcapMicroseconds or PcapNanoseconds or PcapModified;

    /// <summary>What the first bytes tell.</summary>
    /// <param name="name">Names the capture in messages.</param>
    /// <param name="window">Has its first bytes; where these say nothing by themselves, more of the capture is read into it.</param>
    /// <exception cref="CaptureFormatException">It is no capture.</exception>
    internal static CaptureKind Identify(string name, CaptureWindow window)
    {
        if (window.Bytes.Length < sizeof(uint))
        {
            throw new CaptureFormatException(window.Failure.End != CaptureEnd.None
                ? $"{name}: no capture can be read of it: {window.Failure.Reason}"
                : $"{name} holds {window.Bytes.Length} bytes: too few for a capture. Capture or copy it again.");
        }

        bool isWhole = false;
        while (!isWhole && FindingOf(window.Bytes, isWhole) == MinedPacketProbe.Finding.Undecided) isWhole = !window.TryFill(0);
        return Identify(name, window.Bytes, isWhole);
    }

    /// <summary>What the first bytes tell.</summary>
    /// <param name="name">Names the capture in messages.</param>
    /// <param name="bytes">At least four of them.</param>
    /// <param name="isWhole">Whether it ends there.</param>
    internal static unsafe CaptureKind Identify(string name, MappedBytes bytes, bool isWhole = true)
    {
        uint magic = Unsafe.ReadUnaligned<uint>(bytes.Start);
        if (magic == PcapNgSection) return new CaptureKind(CaptureFormat.PcapNg);
        if (IsPcapOfAnyOrder(magic)) return new CaptureKind(CaptureFormat.Pcap);
        MinedPacketProbe.Finding finding = FindingOf(bytes, isWhole);
        if (finding is MinedPacketProbe.Finding.LittleEndian or MinedPacketProbe.Finding.BigEndian)
            return new CaptureKind(CaptureFormat.DataMine, finding == MinedPacketProbe.Finding.BigEndian);
        throw new CaptureFormatException(Explain(name, new ReadOnlySpan<byte>(bytes.Start, sizeof(uint))));
    }

    private static bool IsPcapOfAnyOrder(uint magic) => IsPcap(magic) || IsPcap(BinaryPrimitives.ReverseEndianness(magic));

    private static unsafe MinedPacketProbe.Finding FindingOf(MappedBytes bytes, bool isWhole)
    {
        uint magic = Unsafe.ReadUnaligned<uint>(bytes.Start);
        if (magic == PcapNgSection || IsPcapOfAnyOrder(magic)) return MinedPacketProbe.Finding.Other;
        return MinedPacketProbe.Judge(new ReadOnlySpan<byte>(bytes.Start, (int)Math.Min(bytes.Length, int.MaxValue)), isWhole);
    }

    /// <summary>Why a file that is no capture cannot be read, and what to do.</summary>
    internal static string Explain(string path, ReadOnlySpan<byte> first)
    {
        foreach ((byte[] magic, string name, string command) in Compressed)
        {
            if (first.StartsWith(magic)) return $"{path} is compressed with {name}: unpack it first ({command} {path}).";
        }

        return $"{path} is neither pcap nor pcapng, and holds no packets of CME DataMine: it begins with {Convert.ToHexString(first)}. "
            + "Convert it first, for example with editcap -F nsecpcap.";
    }
}

/// <summary>The format of a capture file, as its first bytes tell.</summary>
public enum CaptureFormat
{
    /// <summary>Classic pcap: one header, then records. Any byte order, microseconds or nanoseconds, Kuznetzov's longer records too.</summary>
    Pcap,

    /// <summary>pcapng: sections of blocks.</summary>
    PcapNg,

    /// <summary>CME DataMine's packet captures: packets, each behind its length, without addresses and times of receipt.</summary>
    DataMine,
}
