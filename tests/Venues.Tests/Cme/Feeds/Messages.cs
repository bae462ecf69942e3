using System.Buffers.Binary;
using FeedHandler.Codecs.Cme;

namespace FeedHandler.Venues.Tests.Cme.Feeds;

/// <summary>Messages as the exchange sends them, by template: size, SBE header, root block, groups.</summary>
internal static partial class Messages
{
    public const long TransactTimeNs = 1_700_000_000_000_000_123;
    public const byte EndOfEvent = 0x80;
    public const byte Recovery = 0x20;
    public const int BlockLengthOffset = 2;
    public const int SchemaOffset = 6;
    public const int VersionOffset = 8;
    private const ushort OldVersion = 9;
    private const ushort NewVersion = 13;
    private const int SizeBytes = 2;

    /// <summary>The prices of an old template are 1e-7, those of all others 1e-9.</summary>
    public static int NanoPerMantissa(int template) => VersionOf(template) == OldVersion ? 100 : 1;

    /// <summary>An incremental message.</summary>
    public static byte[] Of(int template, byte indicator, params Entry[] entries)
    {
        byte[] room = new byte[8192];
        Span<byte> to = room.AsSpan(SizeBytes);
        int length = template switch
        {
            32 or 46 or 64 => Book(template, to, indicator, entries),
            36 or 42 or 48 or 65 => Trades(template, to, indicator, entries),
            33 or 49 or 34 or 50 => Daily(template, to, indicator, entries),
            35 or 51 or 67 => Session(template, to, indicator, entries),
            37 or 66 => Volumes(template, to, indicator, entries),
            43 or 47 => Orders(template, to, indicator, entries),
            _ => throw new ArgumentOutOfRangeException(nameof(template)),
        };
        return Framed(room, length, VersionOf(template));
    }

    public static byte[] Of(StatusMessage status, byte indicator = EndOfEvent)
    {
        byte[] room = new byte[256];
        SecurityStatus30Encoder.TryEncode(room.AsSpan(SizeBytes), out var message);
        message.TransactTime = TransactTimeNs;
        message.MatchEventIndicator = (MatchEventIndicator)indicator;
        message.SetSecurityGroup(status.Group);
        message.SetAsset(status.Asset);
        message.SecurityID = status.Security;
        message.SecurityTradingStatus = (SecurityTradingStatus)status.Status;
        message.HaltReason = (HaltReason)status.Reason;
        message.SecurityTradingEvent = (SecurityTradingEvent)status.Event;
        return Framed(room, message.MessageLength, NewVersion);
    }

    public static byte[] Reset(byte indicator = EndOfEvent)
    {
        byte[] room = new byte[64];
        ChannelReset4Encoder.TryEncode(room.AsSpan(SizeBytes), out var message);
        message.TransactTime = TransactTimeNs;
        message.MatchEventIndicator = (MatchEventIndicator)indicator;
        message.BeginNoMDEntries(1).Next().ApplID = 310;
        return Framed(room, message.MessageLength, NewVersion);
    }

    public static byte[] Heartbeat()
    {
        byte[] room = new byte[16];
        AdminHeartbeat12Encoder.WriteHeader(room.AsSpan(SizeBytes));
        return Framed(room, 8, NewVersion);
    }

    /// <summary>A message of which only the header is known.</summary>
    public static byte[] Blank(ushort template, ushort schema)
    {
        byte[] message = new byte[10 + 24];
        ushort[] words = [(ushort)message.Length, 11, template, schema, NewVersion];
        for (int i = 0; i < words.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(i * 2), words[i]);
        return message;
    }

    public static byte[] WithVersion(this byte[] message, ushort version)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(VersionOffset), version);
        return message;
    }

    /// <summary>The message with bytes behind a place, as a later version of the schema has them, or padding behind its end.</summary>
    public static byte[] WithBytes(this byte[] message, int at, int count)
    {
        byte[] longer = [.. message[..at], .. Enumerable.Repeat((byte)0xEE, count), .. message[at..]];
        BinaryPrimitives.WriteUInt16LittleEndian(longer, (ushort)longer.Length);
        return longer;
    }

    /// <summary>A trade summary that is left with its orders alone.</summary>
    public static byte[] WithoutTrades(this byte[] message)
    {
        const int groupOffset = 10 + 11;
        Span<byte> entries = message.AsSpan(groupOffset);
        int entriesEnd = groupOffset + 3 + (BinaryPrimitives.ReadUInt16LittleEndian(entries) * entries[2]);
        byte[] shorter = [.. message[..(groupOffset + 2)], 0, .. message[entriesEnd..]];
        BinaryPrimitives.WriteUInt16LittleEndian(shorter, (ushort)shorter.Length);
        return shorter;
    }

    private static ushort VersionOf(int template) => template is 27 or 29 or (>= 32 and <= 44 and not (37 or 39)) ? OldVersion : NewVersion;

    private static byte[] Framed(byte[] room, int length, ushort version)
    {
        byte[] message = room[..(SizeBytes + length)];
        BinaryPrimitives.WriteUInt16LittleEndian(message, (ushort)message.Length);
        return message.WithVersion(version);
    }
}
