using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using FeedHandler.Journals;
using FeedHandler.Gateway.Buffers;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Journals;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Native.Memory;
using static System.FormattableString;

namespace FeedHandler.Gateway.Web;

/// <summary>
/// What the journal has, by HTTP: the list of its files, and each as far as it is committed. A name is looked up among those that there are, and is never part
/// of a path. The header is sent as of the answer, as that of a file that grows changes; what lies behind it is sent by the system out of the file.
/// </summary>
/// <param name="sessions">Whose clients ask.</param>
internal sealed class HttpHistory(GatewaySessions sessions)
{
    private const string Binary = "application/octet-stream";
    private static readonly HttpAnswer NoToken = HttpAnswer.Of(HttpStatus.Unauthorized, "the journal needs a token: send Authorization: Bearer TOKEN");
    private static readonly HttpAnswer NotAll = HttpAnswer.Of(HttpStatus.Forbidden, "the journal has all instruments, and this token may not see all");
    private static readonly HttpAnswer Missing = HttpAnswer.Of(HttpStatus.NotFound, "there is no such file: /history lists those that there are");

    private static ReadOnlySpan<byte> ListPath => "/history"u8;

    /// <summary>Whether a request asks for what the journal has.</summary>
    internal static bool IsMeant(in HttpHead head) =>
        head.Path.StartsWith(ListPath) && (head.Path.Length == ListPath.Length || head.Path[ListPath.Length] == '/');

    /// <summary>Answers a request.</summary>
    internal void Answer(ConnectionId id, in HttpHead head, JournalFolder journal)
    {
        if (Refusal(head.Authorization) is { } refusal) sessions.Loop.Send(id, refusal.Bytes(head.IsHeadOnly));
        else if (head.Path.Length == ListPath.Length) SendList(id, head.IsHeadOnly, journal);
        else if (!TrySendFile(id, head, journal)) sessions.Loop.Send(id, Missing.Bytes(head.IsHeadOnly));
    }

    private HttpAnswer? Refusal(ReadOnlySpan<byte> authorization)
    {
        ReadOnlySpan<byte> scheme = "bearer "u8;
        bool hasToken = authorization.Length > scheme.Length && Ascii.EqualsIgnoreCase(authorization[..scheme.Length], scheme);
        if (sessions.EntitlementOf(hasToken ? authorization[scheme.Length..].Trim((byte)' ') : []) is not { } entitlement) return NoToken;
        return entitlement.SeesEverything ? null : NotAll;
    }

    private void SendList(ConnectionId id, bool isHeadOnly, JournalFolder journal)
    {
        ArrayBufferWriter<byte> body = new();
        using (Utf8JsonWriter writer = new(body))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("files");
            foreach (JournalEntry entry in journal.Entries) Write(writer, entry);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        SendText(id, HttpAnswer.HeadOf(HttpStatus.Ok, "application/json", body.WrittenCount, ""));
        if (!isHeadOnly) sessions.Loop.Send(id, body.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JournalEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteString("name", entry.Name);
        writer.WriteNumber("epoch", entry.Epoch);
        writer.WriteNumber("first", entry.FirstSequence);
        long bytes = entry.Bytes; // in front of the last event, which is told first
        writer.WriteNumber("last", entry.LastSequence);
        writer.WriteNumber("bytes", bytes);
        writer.WriteEndObject();
    }

    // False where the file is gone by now, too.
    private bool TrySendFile(ConnectionId id, in HttpHead head, JournalFolder journal)
    {
        string name = Encoding.ASCII.GetString(head.Path[(ListPath.Length + 1)..]);
        JournalEntry? entry = journal.Entries.FirstOrDefault(one => one.Name == name);
        if (entry is null || !SharedFile.OpenForReading(journal.PathOf(entry), out SharedFile? file).IsSuccess) return false;
        SentFile sent = new(file!);
        bool isThere = JournalHeader.TryRead(file!, out JournalHeader header) && file!.CheckIsPrivate().IsSuccess
            && header.Last.Bytes is >= JournalHeader.Bytes and <= int.MaxValue;
        if (isThere) Send(id, head, sent, header);
        sent.Release();
        return isThere;
    }

    private void Send(ConnectionId id, in HttpHead head, SentFile file, in JournalHeader header)
    {
        long length = header.Last.Bytes;
        bool isGiven = HttpRange.TryParse(head.Range, length, out HttpRange range);
        HttpStatus status = !isGiven ? HttpStatus.RangeNotSatisfiable : head.Range.IsEmpty ? HttpStatus.Ok : HttpStatus.PartialContent;
        string place = !isGiven ? Invariant($"Content-Range: bytes */{length}\r\n")
            : status == HttpStatus.Ok ? "" : Invariant($"Content-Range: bytes {range.From}-{range.To}/{length}\r\n");
        SendText(id, HttpAnswer.HeadOf(status, Binary, isGiven ? range.Length : 0, $"Accept-Ranges: bytes\r\n{place}"));
        if (!isGiven || head.IsHeadOnly) return;
        ReadOnlySpan<byte> begin = MemoryMarshal.AsBytes(new ReadOnlySpan<JournalHeader>(in header));
        int behind = (int)Math.Max(range.From, JournalHeader.Bytes);
        if (range.From < JournalHeader.Bytes) sessions.Loop.Send(id, begin[(int)range.From..(int)Math.Min(range.To + 1, JournalHeader.Bytes)]);
        sessions.Loop.SendFile(id, file, behind, (int)Math.Max(range.To + 1 - behind, 0));
    }

    private void SendText(ConnectionId id, string text) => sessions.Loop.Send(id, Encoding.ASCII.GetBytes(text));
}
