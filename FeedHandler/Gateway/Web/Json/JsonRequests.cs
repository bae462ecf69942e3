using System.Text.Json;

namespace FeedHandler.Gateway.Web;

/// <summary>
/// From what a client asks in JSON to the frame that asks the same, so that nothing behind it knows of JSON: one flat object with a type, of the members
/// that the schema names. Whatever is more than that, or not that, is refused with a reason. One for a loop.
/// </summary>
internal sealed class JsonRequests
{
    /// <summary>The most bytes of a frame that is made.</summary>
    internal const int FrameBytesMax = 1 << 13;

    private const string TypeMember = "type";
    private const int ReasonBytesMax = 160;
    private const int NameBytesMax = 48;

    // A list or an object within is refused by us, with a reason of ours.
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 2 };

    private readonly JsonRequestForm[] _forms = JsonRequestForm.All();
    private readonly byte[] _reason = new byte[ReasonBytesMax];
    private int _reasonBytes;

    /// <summary>Why it was refused, in words.</summary>
    internal ReadOnlySpan<byte> Reason => _reason.AsSpan(0, _reasonBytes);

    /// <summary>The number of what was refused, as far as it was read; else 0.</summary>
    internal uint RequestId { get; private set; }

    /// <summary>Reads a request.</summary>
    /// <param name="json">The whole message, in valid UTF-8.</param>
    /// <param name="frame">Takes the frame, at least <see cref="FrameBytesMax"/>.</param>
    /// <param name="bytes">Bytes of the frame.</param>
    /// <returns>False when it is refused: <see cref="Reason"/> says why.</returns>
    internal bool TryRead(ReadOnlySpan<byte> json, Span<byte> frame, out int bytes)
    {
        (_reasonBytes, RequestId, bytes) = (0, 0, 0);
        try
        {
            if (FormOf(json) is not { } form || !ReadMembers(json, form)) return false;
            bytes = form.Write(frame);
            return true;
        }
        catch (JsonException)
        {
            return Refuse("this is no JSON object"u8);
        }
        catch (InvalidOperationException)
        {
            return Refuse("a text has half of a surrogate pair"u8);
        }
    }

    private JsonRequestForm? FormOf(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, Strict);
        JsonRequestForm? found = null;
        bool isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
        while (isObject && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isType = reader.ValueTextEquals(TypeMember);
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                Refuse("a request has no lists and no objects in it"u8);
                return null;
            }

            if (isType && reader.TokenType == JsonTokenType.String) found ??= Find(ref reader);
        }

        if (found is null) Refuse("a request needs a type: logon, subscribe, unsubscribe, heartbeat or logout"u8);
        return found;
    }

    private JsonRequestForm? Find(ref Utf8JsonReader reader)
    {
        foreach (JsonRequestForm form in _forms)
        {
            if (reader.ValueTextEquals(form.Name)) return form;
        }

        return null;
    }

    private bool ReadMembers(ReadOnlySpan<byte> json, JsonRequestForm form)
    {
        form.Begin();
        bool hasType = false;
        Utf8JsonReader reader = new(json, Strict);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            if (reader.ValueTextEquals(TypeMember))
            {
                reader.Read();
                if (hasType) return Refuse("twice the same member: "u8, name);
                hasType = true;
                continue;
            }

            JsonMemberReading reading = form.ReadMember(ref reader);
            if (reading == JsonMemberReading.Unknown) return Refuse("unknown member: "u8, name);
            if (reading == JsonMemberReading.Twice) return Refuse("twice the same member: "u8, name);
            if (reading == JsonMemberReading.Wrong) return Refuse("no value that this member can have: "u8, name);
            RequestId = form.RequestId;
        }

        // What follows the object is none of it.
        if (reader.Read()) return Refuse("this is no JSON object"u8);
        return form.MissingMember is not { } missing || Refuse("this request needs the member "u8, missing);
    }

    private bool Refuse(ReadOnlySpan<byte> why, ReadOnlySpan<byte> name = default)
    {
        why.CopyTo(_reason);
        _reasonBytes = why.Length;
        int length = Math.Min(name.Length, NameBytesMax);
        while (length > 0 && length < name.Length && (name[length] & 0xC0) == 0x80) length--;
        name[..length].CopyTo(_reason.AsSpan(_reasonBytes));
        _reasonBytes += length;
        return false;
    }
}
