using System.Buffers.Binary;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Venues.Tests.Cme.Feeds;

/// <content>Orders, byte by byte from the layout: they share nothing with the views that read them.</content>
internal static partial class Messages
{
    private const int OrderDimensionBytes = 8;

    /// <summary>A book with these orders in the place of those that it has.</summary>
    public static byte[] WithOrders(byte[] book, params OrderLine[] orders)
    {
        const int groupOffset = 10 + 11;
        int end = groupOffset + 3 + (BinaryPrimitives.ReadUInt16LittleEndian(book.AsSpan(groupOffset)) * book[groupOffset + 2]);
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(book.AsSpan(0, end));
        writer.Write((ushort)24);
        writer.Write(new byte[OrderDimensionBytes - 3]);
        writer.Write((byte)orders.Length);
        foreach (OrderLine order in orders)
        {
            writer.Write(order.Id);
            writer.Write(order.Priority);
            writer.Write(order.Quantity);
            writer.Write(order.Reference);
            writer.Write(order.Action);
            writer.Write((ushort)0);
        }

        return Sized(stream.ToArray());
    }

    /// <summary>Orders by themselves (template 47, or 43), a match event of their own.</summary>
    public static byte[] OrdersAlone(int template, params OrderLine[] orders)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        foreach (int value in (int[])[0, 11, template, 1, VersionOf(template)]) writer.Write((ushort)value);
        writer.Write(TransactTimeNs);
        writer.Write(EndOfEvent);
        writer.Write((ushort)0);
        writer.Write((ushort)40);
        writer.Write((byte)orders.Length);
        foreach (OrderLine order in orders)
        {
            writer.Write(order.Id);
            writer.Write(order.Priority);
            writer.Write(order.Price);
            writer.Write(order.Quantity);
            writer.Write(order.Security);
            writer.Write(order.Action);
            writer.Write((byte)order.Type);
            writer.Write(new byte[6]);
        }

        return Sized(stream.ToArray());
    }

    /// <summary>A packet of an order snapshot loop, its second: the first begins a loop.</summary>
    public static byte[] OrderPartPacket(OrderPart part)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        foreach (int value in (int[])[0, 28, part.Template, 1, VersionOf(part.Template)]) writer.Write((ushort)value);
        foreach (uint value in (uint[])[part.Last, part.Total, (uint)part.Security, part.Parts, part.Part]) writer.Write(value);
        writer.Write(TransactTimeNs);
        writer.Write((ushort)29);
        writer.Write((byte)part.Orders.Length);
        foreach (OrderLine order in part.Orders)
        {
            writer.Write(order.Id);
            writer.Write(order.Priority);
            writer.Write(order.Price);
            writer.Write(order.Quantity);
            writer.Write((byte)order.Type);
        }

        byte[] packet = [.. new byte[CmeMdp3.PacketHeaderBytes], .. Sized(stream.ToArray())];
        BinaryPrimitives.WriteUInt32LittleEndian(packet, 2);
        return packet;
    }

    private static byte[] Sized(byte[] message)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(message, (ushort)message.Length);
        return message;
    }
}
