namespace FeedHandler.Codecs;

/// <summary>A view of one SBE message: what the generator writes for every message of a schema.</summary>
/// <typeparam name="TSelf">the view itself, a ref struct over the received bytes</typeparam>
public interface ISbeMessage<TSelf>
    where TSelf : ISbeMessage<TSelf>, allows ref struct
{
    /// <summary>Template id of the message, as in the message header.</summary>
    static abstract ushort TemplateId { get; }

    /// <summary>Id of the schema that declares the message.</summary>
    static abstract ushort SchemaId { get; }

    /// <summary>Version of the schema that the view was made from.</summary>
    static abstract ushort SchemaVersion { get; }

    /// <summary>Bytes of the root block in <see cref="SchemaVersion"/>.</summary>
    static abstract int BlockLength { get; }

    /// <summary>Name of the message in the schema.</summary>
    static abstract string Name { get; }

    /// <summary>Places the view over a message.</summary>
    /// <param name="body">from the first byte of the root block to the last byte of the message</param>
    /// <param name="blockLength">bytes of the root block, from the message header</param>
    /// <param name="version">schema version of the sender, from the message header</param>
    /// <param name="message">the view; default when the result is false</param>
    /// <returns>false when the root block ends past <paramref name="body"/> or is shorter than the message's oldest fields</returns>
    static abstract bool TryWrap(ReadOnlySpan<byte> body, int blockLength, int version, out TSelf message);

    /// <summary>Places the view over a message that begins with its header.</summary>
    /// <param name="message">from the first byte of the message header to the last byte of the message</param>
    /// <param name="view">the view; default when the result is false</param>
    /// <returns>false when the header names another message or schema, or when <see cref="TryWrap"/> refuses</returns>
    static abstract bool TryDecode(ReadOnlySpan<byte> message, out TSelf view);
}
