namespace FeedHandler.Codecs.Dynamic;

public sealed partial class DynamicDecoder
{
    /// <summary>Decodes a message into objects.</summary>
    /// <param name="bytes">from the first byte of the header to the last byte of the message</param>
    /// <param name="message">
    /// the message; when the result is not complete what was read before, without the entries that were cut short; null when there is no
    /// such template
    /// </param>
    /// <returns>how it ended, and where</returns>
    public DynamicDecodeResult Decode(ReadOnlySpan<byte> bytes, out DynamicMessage? message)
    {
        TreeVisitor visitor = new TreeVisitor();
        DynamicDecodeResult result = Decode(bytes, ref visitor);
        message = visitor.Message;
        return result;
    }
}
