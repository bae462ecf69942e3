using System.Buffers.Binary;

namespace FeedHandler.Core.Tests.Arbitration.Model;

/// <summary>The bytes of every packet that a scenario may bring: those of the stub venue, and one that tells which packet it is.</summary>
internal sealed class ModelPackets
{
    public const int ForgedId = 15;
    private const long SessionNs = 1_000_000;
    private const long PacketNs = 10;
    private const int IdMask = 15;
    private readonly byte[][] _bytes;

    public ModelPackets(ModelShape shape)
    {
        int kinds = Enum.GetValues<CopyKind>().Length;
        _bytes = new byte[kinds * (IdMask + 1)][];
        for (int id = 0; id < shape.Count; id++)
        {
            for (int kind = 0; kind < kinds; kind++) _bytes[(kind * (IdMask + 1)) + id] = Make(shape, id, (CopyKind)kind);
        }
    }

    public ReadOnlySpan<byte> this[ModelArrival arrival] => _bytes[((int)arrival.Kind * (IdMask + 1)) + arrival.Id];

    public static int IdOf(ReadOnlySpan<byte> packet) => packet[NumberedVenue.PacketBytes];

    public static bool IsForged(CopyKind kind) => kind is >= CopyKind.NumberAhead and <= CopyKind.NumberBehindNewer;

    public static long TimeOf(ModelShape shape, int id) => ((shape.SessionOf(id) + 1) * SessionNs) + ((id + 1) * PacketNs);

    private static byte[] Make(ModelShape shape, int id, CopyKind kind)
    {
        long timeNs = TimeOf(shape, id);
        uint number = shape.NumberOf(id);
        (number, timeNs) = kind switch
        {
            CopyKind.NumberAhead => (number + 20, timeNs),
            CopyKind.NumberFarAhead => (number + 5000, timeNs),
            CopyKind.NumberBehindNewer => (number - 3, timeNs + (PacketNs / 2)),
            CopyKind.TimeFarAhead => (number, timeNs * 1000),
            CopyKind.TimeFarBehind => (number, 1),
            _ => (number, timeNs),
        };
        byte[] packet = new byte[NumberedVenue.PacketBytes + 1];
        NumberedVenue.Packet(number, timeNs, kind != CopyKind.Damaged).CopyTo(packet, 0);
        packet[NumberedVenue.PacketBytes] = (byte)(IsForged(kind) ? ForgedId : id);
        BinaryPrimitives.WriteUInt32LittleEndian(packet, number);
        return packet;
    }
}
