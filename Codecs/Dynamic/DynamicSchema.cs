using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>
/// A schema prepared for decoding and encoding at run time. Made once; immutable, so that threads may share it.
/// </summary>
public sealed class DynamicSchema
{
    private readonly FrozenDictionary<long, MessagePlan> _plans;

    /// <summary>Prepares a schema. Of messages with the same template id, which old files have, the first is taken.</summary>
    /// <param name="schema">from <see cref="SchemaReader"/></param>
    public DynamicSchema(SbeSchema schema)
    {
        Schema = schema;
        List<MessagePlan> plans = schema.Messages.Select(static message => new MessagePlan(message)).ToList();
        _plans = plans.DistinctBy(static plan => plan.Message.Id).ToFrozenDictionary(static plan => (long)plan.Message.Id);
    }

    /// <summary>The model.</summary>
    public SbeSchema Schema { get; }

    /// <summary>Bytes of the message header.</summary>
    public int HeaderSize => Schema.Header.Type.Size;

    /// <summary>Finds a message.</summary>
    /// <param name="templateId">message id</param>
    /// <param name="message">the message; null when the result is false</param>
    /// <returns>false when the schema has none of this id</returns>
    public bool TryGetMessage(long templateId, [NotNullWhen(true)] out SbeMessage? message)
    {
        message = _plans.GetValueOrDefault(templateId)?.Message;
        return message is not null;
    }

    /// <summary>Reads the header in front of a message.</summary>
    /// <param name="bytes">from the first byte of the header</param>
    /// <param name="header">what it says; default when the result is false</param>
    /// <returns>false when there are fewer than <see cref="HeaderSize"/> bytes</returns>
    public bool TryReadHeader(ReadOnlySpan<byte> bytes, out DynamicHeader header)
    {
        header = default;
        if (bytes.Length < HeaderSize)
            return false;
        (ByteOrder order, MessageHeader? layout) = (Schema.ByteOrder, Schema.Header);
        header = new(
            WireNumber.ReadOptional(bytes, layout.TemplateId, order),
            WireNumber.ReadOptional(bytes, layout.SchemaId, order),
            WireNumber.ReadOptional(bytes, layout.Version, order),
            WireNumber.ReadOptional(bytes, layout.BlockLength, order),
            WireNumber.ReadOptional(bytes, layout.NumGroups, order),
            WireNumber.ReadOptional(bytes, layout.NumVarDataFields, order));
        return true;
    }

    // A header without a template id can only stand before messages of one kind.
    internal MessagePlan? PlanOf(long? templateId)
        => templateId is { } id ? _plans.GetValueOrDefault(id) : _plans.Count == 1 ? _plans.Values[0] : null;
}
