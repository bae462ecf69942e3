using System.Buffers.Binary;
using FeedHandler.Codecs.Cme;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Venues.Tests.Cme.Feeds;

/// <content>Snapshots, byte by byte from the layout: they share nothing with the views that read them.</content>
internal static partial class Messages
{
    /// <summary>A packet of a snapshot loop, its second: the first begins a loop.</summary>
    public static byte[] SnapshotPacket(params Snapshot[] snapshots)
    {
        byte[] packet = [.. new byte[CmeMdp3.PacketHeaderBytes], .. snapshots.SelectMany(Of)];
        BinaryPrimitives.WriteUInt32LittleEndian(packet, 2);
        return packet;
    }

    /// <summary>A packet of a definition loop.</summary>
    public static byte[] LoopPacket(params byte[][] messages)
    {
        byte[] packet = [.. new byte[CmeMdp3.PacketHeaderBytes], .. messages.SelectMany(static message => message)];
        BinaryPrimitives.WriteUInt32LittleEndian(packet, 1);
        return packet;
    }

    /// <summary>The same packet as the first of its loop.</summary>
    public static byte[] AsFirst(byte[] packet)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(packet, 1);
        return packet;
    }

    private static byte[] Of(Snapshot snapshot)
    {
        bool isLong = snapshot.Template == 69;
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        int entryBytes = isLong ? 23 : 22;
        writer.Write((ushort)(10 + 59 + 3 + (entryBytes * snapshot.Entries.Length)));
        foreach (int value in (int[])[59, snapshot.Template, 1, VersionOf(snapshot.Template)]) writer.Write((ushort)value);
        WriteRoot(writer, snapshot);
        writer.Write((ushort)entryBytes);
        writer.Write((byte)snapshot.Entries.Length);
        foreach (Entry entry in snapshot.Entries) WriteEntry(writer, entry, isLong);
        return stream.ToArray();
    }

    private static void WriteRoot(BinaryWriter writer, Snapshot snapshot)
    {
        writer.Write(snapshot.Last);
        writer.Write(snapshot.Total);
        writer.Write(snapshot.Security);
        writer.Write(snapshot.RptSeq);
        writer.Write(TransactTimeNs);
        writer.Write(TransactTimeNs);
        writer.Write(ushort.MaxValue);
        writer.Write(snapshot.Status);
        writer.Write(snapshot.HighLimit ?? long.MaxValue);
        writer.Write(long.MaxValue);
        writer.Write(long.MaxValue);
    }

    private static void WriteEntry(BinaryWriter writer, Entry entry, bool isLong)
    {
        bool isLevel = entry.Type is '0' or '1' or 'E' or 'F';
        writer.Write(entry.Price ?? long.MaxValue);
        if (isLong) writer.Write(entry.Size is { } size ? (ulong)size : ulong.MaxValue);
        else writer.Write((int)(entry.Size ?? int.MaxValue));
        writer.Write(entry.Orders ?? int.MaxValue);
        writer.Write(isLevel ? entry.Level : isLong ? byte.MaxValue : (byte)127);
        if (!isLong) writer.Write(ushort.MaxValue);
        writer.Write(entry.Flag);
        if (!isLong) writer.Write(entry.Flag == byte.MaxValue ? (byte)0 : entry.Flag);
        writer.Write((byte)entry.Type);
    }
}
