using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FeedHandler.Core.Instruments;
using FeedHandler.Native;
using FeedHandler.Native.Files;
using FeedHandler.Replay;
using Microsoft.Win32.SafeHandles;

namespace FeedHandler.Engine;

/// <summary>
/// The file of a cache of definitions: a head, for each channel its number and its count, the records, and the SHA-256 of all before it. What is in its
/// place is whole at any moment: it is written beside it, put on the disk, and renamed.
/// </summary>
internal static class InstrumentCacheFile
{
    /// <summary>What the name of a file that is being written ends in.</summary>
    public const string BesidesSuffix = ".new";

    private const ulong Magic = 0x3130_5354_534e_4946; // "FINSTS01"
    private const int Version = 1;
    private const int VenueBytes = 16;
    private const long BytesMax = 1 << 30;
    private static readonly int RecordBytes = Unsafe.SizeOf<CachedInstrument>();

    /// <summary>All bytes of a file.</summary>
    public static byte[] Write(string venue, IReadOnlyList<(int ChannelId, IReadOnlyList<CachedInstrument> Instruments)> channels)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(RecordBytes);
        writer.Write(channels.Count);
        writer.Write(VenueOf(venue));
        foreach ((int channelId, IReadOnlyList<CachedInstrument> instruments) in channels)
        {
            writer.Write(channelId);
            writer.Write(instruments.Count);
        }

        foreach ((_, IReadOnlyList<CachedInstrument> instruments) in channels)
        {
            foreach (CachedInstrument instrument in instruments) writer.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<CachedInstrument>(in instrument)));
        }

        writer.Flush();
        writer.Write(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        return bytes.ToArray();
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="venue">The venue that it must be of.</param>
    /// <param name="channelIds">The channels that it must be of, in their order.</param>
    /// <param name="refusal">Why it is not taken; null where it is, or is not there.</param>
    /// <returns>The instruments of each channel; none where it is not taken.</returns>
    public static CachedInstrument[][] Read(string path, string venue, IReadOnlyList<int> channelIds, out string? refusal)
    {
        CachedInstrument[][] nothing = [.. channelIds.Select(static _ => Array.Empty<CachedInstrument>())];
        refusal = null;
        if (!File.Exists(path)) return nothing;
        try
        {
            if (new FileInfo(path).Length > BytesMax) refusal = "longer than any cache";
            else return Parse(File.ReadAllBytes(path), venue, channelIds, out refusal) ?? nothing;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            refusal = FileFault.Of(failure);
        }

        return nothing;
    }

    /// <summary>Puts a file into its place, whole.</summary>
    /// <exception cref="IOException">It cannot be put there; what was there before is there still.</exception>
    public static void Replace(string path, byte[] bytes)
    {
        string besides = path + BesidesSuffix;
        Require(WrittenFile.Open(besides, isNew: false, followsLink: false, out SafeFileHandle? file));
        using (file)
        {
            RandomAccess.Write(file!, bytes, 0);
            RandomAccess.FlushToDisk(file!);
            File.Move(besides, path, overwrite: true); // while it is locked, so that no other process writes into what is in its place
        }

        Require(WrittenFile.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!));
    }

    private static void Require(NativeResult result)
    {
        if (!result.IsSuccess) throw new IOException(result.ToString());
    }

    private static byte[] VenueOf(string venue)
    {
        byte[] name = new byte[VenueBytes];
        ReadOnlySpan<byte> text = Encoding.UTF8.GetBytes(venue);
        text[..Math.Min(text.Length, VenueBytes)].CopyTo(name);
        return name;
    }

    private static CachedInstrument[][]? Parse(byte[] bytes, string venue, IReadOnlyList<int> channelIds, out string? refusal)
    {
        int headBytes = sizeof(ulong) + (3 * sizeof(int)) + VenueBytes;
        int bodyBytes = bytes.Length - SHA256.HashSizeInBytes;
        using BinaryReader reader = new(new MemoryStream(bytes));
        refusal = "no cache of instruments, or its beginning is torn";
        if (bodyBytes < headBytes || reader.ReadUInt64() != Magic) return null;
        refusal = "written by another version of the program";
        if (reader.ReadInt32() != Version || reader.ReadInt32() != RecordBytes) return null;
        refusal = "torn or damaged: its checksum is another";
        if (!SHA256.HashData(bytes.AsSpan(0, bodyBytes)).AsSpan().SequenceEqual(bytes.AsSpan(bodyBytes))) return null;
        int channelCount = reader.ReadInt32();
        refusal = "of another venue";
        if (!reader.ReadBytes(VenueBytes).AsSpan().SequenceEqual(VenueOf(venue))) return null;
        refusal = "of other channels";
        if (channelCount != channelIds.Count || bodyBytes < headBytes + (channelCount * 2 * sizeof(int))) return null;
        int[] counts = new int[channelCount];
        for (int channel = 0; channel < channelCount; channel++)
        {
            if (reader.ReadInt32() != channelIds[channel]) return null;
            counts[channel] = reader.ReadInt32();
        }

        return Records(bytes.AsSpan((int)reader.BaseStream.Position, bodyBytes - (int)reader.BaseStream.Position), counts, out refusal);
    }

    private static CachedInstrument[][]? Records(ReadOnlySpan<byte> bytes, int[] counts, out string? refusal)
    {
        refusal = "what is in it contradicts itself";
        if (Array.Exists(counts, static count => count < 0) || counts.Sum(static count => (long)count) * RecordBytes != bytes.Length) return null;
        CachedInstrument[][] channels = new CachedInstrument[counts.Length][];
        for (int channel = 0; channel < counts.Length; channel++)
        {
            channels[channel] = new CachedInstrument[counts[channel]];
            Span<byte> room = MemoryMarshal.AsBytes(channels[channel].AsSpan());
            bytes[..room.Length].CopyTo(room);
            bytes = bytes[room.Length..];
            if (Array.Exists(channels[channel], static instrument => !instrument.IsPossible)) return null;
        }

        refusal = null;
        return channels;
    }
}
