using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>
/// Decodes any message of a schema that is known only at run time. It never reads outside the bytes, ends after work in proportion to
/// their number, and throws for no bytes whatever. Immutable: threads may share it.
/// </summary>
/// <param name="schema">the schema</param>
public sealed partial class DynamicDecoder(DynamicSchema schema)
{
    /// <summary>Most entries without any byte that one message may have, all groups together.</summary>
    public const int ZeroLengthEntryCountMax = 65535;

    /// <summary>The schema.</summary>
    public DynamicSchema Schema => schema;

    /// <summary>Decodes a message with its header in front.</summary>
    /// <typeparam name="TVisitor">a struct, so that calls are direct</typeparam>
    /// <param name="bytes">from the first byte of the header to the last byte of the message</param>
    /// <param name="visitor">receives the elements</param>
    /// <returns>how it ended, and where</returns>
    public DynamicDecodeResult Decode<TVisitor>(ReadOnlySpan<byte> bytes, ref TVisitor visitor)
        where TVisitor : IDynamicVisitor, allows ref struct
        => schema.TryReadHeader(bytes, out DynamicHeader header)
            ? Decode(bytes, schema.HeaderSize, header, ref visitor)
            : new(DynamicDecodeStatus.Truncated, "message header", 0, 0, bytes.Length);

    /// <summary>Decodes a message whose header was read elsewhere.</summary>
    /// <typeparam name="TVisitor">a struct, so that calls are direct</typeparam>
    /// <param name="body">from the first byte of the root block to the last byte of the message</param>
    /// <param name="header">what the header says; without a block length the block has the schema's for the version</param>
    /// <param name="visitor">receives the elements; their offsets count from the start of <paramref name="body"/></param>
    /// <returns>how it ended, and where</returns>
    public DynamicDecodeResult DecodeBody<TVisitor>(ReadOnlySpan<byte> body, in DynamicHeader header, ref TVisitor visitor)
        where TVisitor : IDynamicVisitor, allows ref struct
        => Decode(body, 0, header, ref visitor);

    private DynamicDecodeResult Decode<TVisitor>(ReadOnlySpan<byte> bytes, int start, in DynamicHeader header, ref TVisitor visitor)
        where TVisitor : IDynamicVisitor, allows ref struct
    {
        if (header.SchemaId is { } schemaId && schemaId != schema.Schema.Id)
            return new(DynamicDecodeStatus.OtherSchema, "message header", 0, start, bytes.Length - start);
        if (schema.PlanOf(header.TemplateId) is not { } plan)
            return new(DynamicDecodeStatus.UnknownTemplate, "message header", 0, start, bytes.Length - start);
        MessageWalk walk = new MessageWalk(bytes, start, schema, header.Version);
        walk.Message(plan, header, ref visitor);
        return walk.Result(plan.Message.Name);
    }
}
