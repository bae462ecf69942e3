namespace FeedHandler.Codecs.Dynamic;

/// <summary>
/// Encodes messages of a schema that is known only at run time, for every version of it. What a message does not name is written null
/// when optional, else zero; padding is zero; groups and data not named are empty. Immutable: threads may share it.
/// </summary>
/// <param name="schema">the schema</param>
public sealed class DynamicEncoder(DynamicSchema schema)
{
    /// <summary>The schema.</summary>
    public DynamicSchema Schema => schema;

    /// <summary>Encodes a message with its header in front.</summary>
    /// <param name="message">the message</param>
    /// <param name="destination">where the header begins; its bytes are of no meaning when the result is not complete</param>
    /// <param name="actingVersion">
    /// the sender's version, 0 to the schema's: newer elements are left out, and blocks are as long as that version has them
    /// </param>
    /// <returns>how it ended, and the length</returns>
    public DynamicEncodeResult Encode(DynamicMessage message, Span<byte> destination, int actingVersion)
    {
        if (actingVersion < 0 || actingVersion > schema.Schema.Version)
            return new(DynamicEncodeStatus.VersionOutOfRange, message.Template.Name, 0);
        if (schema.PlanOf(message.Template.Id) is not { } plan || plan.Message.Name != message.Template.Name)
            return new(DynamicEncodeStatus.UnknownTemplate, message.Template.Name, 0);
        MessageWriter writer = new MessageWriter(destination, schema, actingVersion);
        writer.Message(plan, message.Body);
        return writer.Result(message.Template.Name);
    }

    /// <summary>Encodes a message with its header in front.</summary>
    /// <param name="message">the message</param>
    /// <param name="destination">where the header begins; its bytes are of no meaning when the result is false</param>
    /// <param name="actingVersion">the sender's version, 0 to the schema's</param>
    /// <param name="writtenBytes">bytes written, header included; 0 when the result is false</param>
    /// <returns>false when it cannot be encoded; <see cref="Encode"/> tells why</returns>
    public bool TryEncode(DynamicMessage message, Span<byte> destination, int actingVersion, out int writtenBytes)
    {
        DynamicEncodeResult result = Encode(message, destination, actingVersion);
        writtenBytes = result.Length;
        return result.IsComplete;
    }
}
