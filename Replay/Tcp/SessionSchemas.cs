using System.Buffers.Binary;
using System.Text;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Tcp;

/// <summary>What a message of a replay session is.</summary>
public enum SessionMessage
{
    /// <summary>None of a session: market data.</summary>
    None = 0,

    /// <summary>The session has begun.</summary>
    Logon = 1,

    /// <summary>The server says that it lives.</summary>
    Heartbeat = 2,

    /// <summary>The session is over, with or without what was asked for.</summary>
    Logout = 3,
}

/// <summary>By which templates a schema tells what happens to a replay session.</summary>
/// <param name="SchemaId">The schema's id, as the header of each message has it.</param>
/// <param name="LogonTemplate">The template of a logon.</param>
/// <param name="LogoutTemplate">The template of a logout.</param>
/// <param name="HeartbeatTemplate">The template of a heartbeat.</param>
/// <param name="TextOffset">Where the text of a logout stands in its root block.</param>
/// <param name="TextBytes">How long it is at most.</param>
public readonly record struct SessionSchema(
    ushort SchemaId, ushort LogonTemplate, ushort LogoutTemplate, ushort HeartbeatTemplate, int TextOffset, int TextBytes);

/// <summary>
/// The schemas by which a replay session is spoken, by the id in the header of each message. Known is the market data schema, id 1: Logon 15, Logout 16 with
/// a text of 180 bytes, Heartbeat 12. Since schema 13 CME's servers reply by a schema of their own ("Global TCP Recovery"), whose id and layout are in no file
/// that is at hand here: who has it adds it by <see cref="With"/>. A message by any other schema ends the attempt, as nobody can tell what it says.
/// </summary>
public sealed class SessionSchemas
{
    private const ushort KnownLogon = 15;
    private const ushort KnownLogout = 16;
    private const ushort KnownHeartbeat = 12;
    private const int KnownTextBytes = 180;
    private readonly SessionSchema[] _schemas;

    private SessionSchemas(params SessionSchema[] schemas) => _schemas = schemas;

    /// <summary>The market data schema alone.</summary>
    public static SessionSchemas Known { get; } =
        new(new SessionSchema(CmeMdp3.SchemaId, KnownLogon, KnownLogout, KnownHeartbeat, 0, KnownTextBytes));

    /// <summary>How many there are.</summary>
    public int Count => _schemas.Length;

    /// <summary>The same with one more; it stands in the place of one with its id.</summary>
    /// <param name="schema">The schema.</param>
    public SessionSchemas With(SessionSchema schema) => new([.. _schemas.Where(known => known.SchemaId != schema.SchemaId), schema]);

    /// <summary>What a message says of the session.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isKnown">Whether its schema is known at all.</param>
    public SessionMessage Kind(CmeMessage message, out bool isKnown)
    {
        isKnown = TryFind(message.SchemaId, out SessionSchema schema);
        if (!isKnown) return SessionMessage.None;
        if (message.TemplateId == schema.LogonTemplate) return SessionMessage.Logon;
        if (message.TemplateId == schema.LogoutTemplate) return SessionMessage.Logout;
        return message.TemplateId == schema.HeartbeatTemplate ? SessionMessage.Heartbeat : SessionMessage.None;
    }

    /// <summary>The text of a logout as a terminal may show it; empty when it has none.</summary>
    /// <param name="message">The logout.</param>
    public string TextOf(CmeMessage message)
    {
        if (!TryFind(message.SchemaId, out SessionSchema schema)) return "";
        ReadOnlySpan<byte> block = message.Body[..Math.Min(message.Body.Length, message.BlockLength)];
        ReadOnlySpan<byte> text = block[Math.Min(schema.TextOffset, block.Length)..];
        text = text[..Math.Min(schema.TextBytes, text.Length)];
        int end = text.IndexOf((byte)0);
        return PlainText.Short(Encoding.Latin1.GetString(end < 0 ? text : text[..end]).Trim());
    }

    /// <summary>Writes a packet of one session message by the market data schema, as a server sends it.</summary>
    /// <param name="number">The packet's number in the session.</param>
    /// <param name="kind">What it says.</param>
    /// <param name="text">The text of a logout.</param>
    public static byte[] Packet(uint number, SessionMessage kind, string text = "")
    {
        (ushort template, int blockBytes) = kind switch
        {
            SessionMessage.Logon => (KnownLogon, 1),
            SessionMessage.Logout => (KnownLogout, KnownTextBytes),
            SessionMessage.Heartbeat => (KnownHeartbeat, 0),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "market data is no message of a session"),
        };
        byte[] packet = new byte[CmeMdp3.PacketHeaderBytes + CmeMdp3.MessageHeaderBytes + blockBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(packet, number);
        BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(4), (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100);
        ushort[] header = [(ushort)(CmeMdp3.MessageHeaderBytes + blockBytes), (ushort)blockBytes, template, CmeMdp3.SchemaId, 13];
        for (int i = 0; i < header.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(packet.AsSpan(CmeMdp3.PacketHeaderBytes + (2 * i)), header[i]);
        byte[] latin = Encoding.Latin1.GetBytes(text);
        if (kind == SessionMessage.Logout) latin.AsSpan(0, Math.Min(latin.Length, KnownTextBytes)).CopyTo(packet.AsSpan(^KnownTextBytes..));
        return packet;
    }

    private bool TryFind(ushort id, out SessionSchema schema)
    {
        schema = Array.Find(_schemas, known => known.SchemaId == id);
        return schema != default;
    }
}
