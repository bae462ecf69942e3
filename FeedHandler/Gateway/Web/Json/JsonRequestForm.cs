using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Web;

/// <summary>What became of a member.</summary>
internal enum JsonMemberReading
{
    Taken,
    Unknown,
    Twice,
    Wrong,
}

/// <summary>A request of a client as it is filled in, member by member; then it is a frame. What a request leaves out has its null, or zero.</summary>
internal sealed class JsonRequestForm
{
    private const string RequestIdMember = "requestId";
    private const string VersionMember = "protocolVersion";
    private const ushort ProtocolVersion = 1;
    private const int TextBytesMax = 1024;

    private static readonly (ushort TemplateId, string[] Needed)[] Requests =
    [
        (Logon.TemplateId, []), (Subscribe.TemplateId, [RequestIdMember, "pattern"]), (Unsubscribe.TemplateId, [RequestIdMember]),
        (Heartbeat.TemplateId, []), (Logout.TemplateId, []),
    ];

    private readonly JsonTemplate _template;
    private readonly byte[][] _needed;
    private readonly byte[] _image;
    private readonly byte[] _block;
    private readonly byte[][] _texts;
    private readonly int[] _textBytes;
    private ulong _seen;

    private JsonRequestForm(JsonTemplate template, string[] needed)
    {
        _template = template;
        _needed = [.. needed.Select(static name => Encoding.ASCII.GetBytes(name))];
        _image = new byte[template.Block.Bytes];
        _block = new byte[template.Block.Bytes];
        _texts = [.. template.Block.Variables.Select(static _ => new byte[WebSocketReader.MessageBytesMax])];
        _textBytes = new int[_texts.Length];
        foreach (JsonField field in template.Block.Fields)
        {
            Put(_image, field, field.Name == VersionMember ? ProtocolVersion : field.NullBits ?? 0);
            if (field.Name == RequestIdMember) _requestId = field;
        }
    }

    private readonly JsonField? _requestId;

    /// <summary>Its type in JSON.</summary>
    internal string Name => _template.Name;

    /// <summary>The number of the request, 0 before it was read.</summary>
    internal uint RequestId => _requestId is null ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(_block.AsSpan(_requestId.Offset));

    /// <summary>A member that it cannot do without and does not have.</summary>
    internal byte[]? MissingMember
    {
        get
        {
            foreach (byte[] needed in _needed)
            {
                int index = IndexOf(needed);
                if ((_seen >> index & 1) == 0) return needed;
            }

            return null;
        }
    }

    /// <summary>All that a client may ask.</summary>
    internal static JsonRequestForm[] All() =>
        [.. Requests.Select(static request => new JsonRequestForm(JsonSchema.Normalized[request.TemplateId]!, request.Needed))];

    /// <summary>Begins an empty one.</summary>
    internal void Begin()
    {
        _image.CopyTo(_block, 0);
        Array.Clear(_textBytes);
        _seen = 0;
    }

    /// <summary>Takes a member, on whose name the reader stands, and its value.</summary>
    internal JsonMemberReading ReadMember(ref Utf8JsonReader reader)
    {
        int index = IndexOf(ref reader);
        if (index < 0) return JsonMemberReading.Unknown;
        if ((_seen >> index & 1) != 0) return JsonMemberReading.Twice;
        _seen |= 1UL << index;
        reader.Read();
        int text = index - _template.Block.Fields.Length;
        bool isTaken = text >= 0 ? TakeText(ref reader, text) : TakeValue(ref reader, _template.Block.Fields[index]);
        return isTaken ? JsonMemberReading.Taken : JsonMemberReading.Wrong;
    }

    /// <summary>Writes the frame.</summary>
    /// <returns>Its bytes.</returns>
    internal int Write(Span<byte> frame)
    {
        int length = FrameHeader.Bytes;
        _block.CopyTo(frame[length..]);
        length += _block.Length;
        for (int i = 0; i < _texts.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(frame[length..], (ushort)_textBytes[i]);
            _texts[i].AsSpan(0, _textBytes[i]).CopyTo(frame[(length + 2)..]);
            length += 2 + _textBytes[i];
        }

        Span<ushort> head = [(ushort)length, (ushort)_block.Length, _template.Id, Logon.SchemaId, Logon.SchemaVersion];
        for (int i = 0; i < head.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(frame[(2 * i)..], head[i]);
        return length;
    }

    private static void Put(byte[] block, JsonField field, ulong bits)
    {
        for (int i = 0; i < field.Size; i++) block[field.Offset + i] = (byte)(bits >> (8 * i));
    }

    private int IndexOf(ref Utf8JsonReader reader)
    {
        JsonBlock block = _template.Block;
        for (int i = 0; i < block.Fields.Length + block.Variables.Length; i++)
        {
            if (reader.ValueTextEquals(NameOf(block, i))) return i;
        }

        return -1;
    }

    private int IndexOf(byte[] name)
    {
        int index = 0;
        while (!Ascii.Equals(name, NameOf(_template.Block, index))) index++;
        return index;
    }

    private static string NameOf(JsonBlock block, int index) =>
        index < block.Fields.Length ? block.Fields[index].Name : block.Variables[index - block.Fields.Length].Name;

    private bool TakeText(ref Utf8JsonReader reader, int text)
    {
        if (reader.TokenType != JsonTokenType.String) return false;
        _textBytes[text] = reader.CopyString(_texts[text]);
        return _textBytes[text] <= TextBytesMax;
    }

    private bool TakeValue(ref Utf8JsonReader reader, JsonField field)
    {
        if (field.Form == JsonForm.Word) return TakeWord(ref reader, field);
        bool isRead = reader.TokenType == JsonTokenType.Number
            ? reader.TryGetUInt64(out ulong value)
            : TryParse(ref reader, field, out value);
        bool fits = isRead && (field.Size == sizeof(ulong) || value >> (8 * field.Size) == 0) && value != field.NullBits;
        if (fits) Put(_block, field, value);
        return fits;
    }

    // 64 bits may come as text, as they go out.
    private static bool TryParse(ref Utf8JsonReader reader, JsonField field, out ulong value)
    {
        value = 0;
        return field.Form == JsonForm.Whole && reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped
            && ulong.TryParse(reader.ValueSpan, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out value);
    }

    private bool TakeWord(ref Utf8JsonReader reader, JsonField field)
    {
        for (int code = 0; reader.TokenType == JsonTokenType.String && code < field.Words.Length; code++)
        {
            // Words stand there in their quotes.
            if (field.Words[code] is not { } word || !reader.ValueTextEquals(word.AsSpan(1, word.Length - 2))) continue;
            Put(_block, field, (ulong)code);
            return true;
        }

        return false;
    }
}
