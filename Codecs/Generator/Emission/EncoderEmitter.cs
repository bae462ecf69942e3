using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the encoder of a message with the encoders of its groups nested inside.</summary>
internal static class EncoderEmitter
{
    /// <summary>Names that an encoder has for itself.</summary>
    public static readonly string[] Reserved =
    [
        .. MessageEmitter.Reserved,
        "HeaderLength", "EncodedLengthMin", "EncodedLengthMax", "EncodedLength", "MessageLength", "Image", "Elements", "WriteHeader", "TryEncode",
    ];

    public static void Emit(CodeWriter writer, EmitContext context, SbeMessage message)
    {
        string name = context.Names.Of(message) + "Encoder";
        NameScope scope = new NameScope([name, context.Names.Of(message), .. Reserved]);
        List<EncoderLeaf> leaves = EncoderLeaf.Of(message.Block, scope);
        List<EncoderElement> elements = EncoderElement.Of(message.Block, scope, context.FullName(message) + "Encoder", context.ByteOrder);
        writer.Gap();
        Docs.Summary(
            writer,
            $"Encodes a {message.Name} in the schema's version. "
            + "The buffer holds a valid message at every moment: what is not set is null, zero or empty");
        writer.Open($"public ref partial struct {name}");
        EmitState(writer, context, message, name);
        EmitHeader(writer, context, message);
        EmitEncode(writer, name);
        foreach (EncoderLeaf leaf in leaves)
            LeafEmitter.Emit(writer, context, leaf, "_block");
        foreach (EncoderElement element in elements)
            EncoderElementEmitter.Emit(writer, context, element, $"{context.FullName(message)}Encoder", isRoot: true);
        writer.Close();
    }

    private static void EmitState(CodeWriter writer, EmitContext context, SbeMessage message, string name)
    {
        byte[] image = [.. NullImage.Of(message.Block, context.ByteOrder), .. EncoderElement.EmptyOf(message.Block, context.ByteOrder)];
        writer.Lines("private readonly global::System.Span<byte> _body;", "private readonly ref byte _block;", $"private {CSharp.Runtime}SbeCursor _cursor;");
        writer.Gap();
        writer.Open($"private {name}(global::System.Span<byte> body)");
        writer.Lines("_body = body;", $"_block = ref {CSharp.Marshal}.GetReference(body);", "_cursor.EncodedLength = EncodedLengthMin;");
        writer.Close();
        writer.Gap();
        Docs.Summary(writer, "Bytes of the root block");
        writer.Line($"public const int BlockLength = {Docs.Number(message.Block.BlockLength)};");
        writer.Gap();
        Docs.Summary(writer, "Bytes of the message when all groups and data are empty");
        writer.Line($"public const int EncodedLengthMin = {Docs.Number(image.Length)};");
        writer.Gap();
        writer.Line($"private static {CSharp.Bytes} Image => {CSharp.ByteList(image)};");
        EmitLengthMax(writer, message);
        EmitWrap(writer, name);
    }

    private static void EmitLengthMax(CodeWriter writer, SbeMessage message)
    {
        if (LengthMax.Of(message.Block) is var lengthMax && lengthMax <= int.MaxValue)
        {
            writer.Gap();
            Docs.Summary(writer, "Most bytes of the message, with every group and data as long as its header can say");
            writer.Line($"public const int EncodedLengthMax = {Docs.Number(lengthMax)};");
        }

        if (message.Block.IsFixed)
            return;
        writer.Gap();
        writer.Line($"private const string Elements = {CSharp.Text(string.Join(";", EncoderElement.NamesOf(message.Block)))};");
    }

    private static void EmitWrap(CodeWriter writer, string name)
    {
        writer.Gap();
        Docs.Summary(writer, "Bytes of the message as it stands, without its header");
        writer.Line("public readonly int EncodedLength => _cursor.EncodedLength;");
        writer.Gap();
        Docs.Summary(writer, "Bytes of the message as it stands, with its header");
        writer.Line("public readonly int MessageLength => HeaderLength + _cursor.EncodedLength;");
        writer.Gap();
        Docs.Summary(writer, "Starts a message: all optional values null, all others and padding zero, all groups and data empty");
        Docs.Param(writer, "body", "where the root block begins; at least EncodedLengthMin bytes");
        Docs.Param(writer, "encoder", "the encoder; default when the result is false");
        Docs.Returns(writer, "false when the body is too short");
        writer.Open($"public static bool TryWrap(global::System.Span<byte> body, out {name} encoder)");
        writer.Lines("var fits = Image.TryCopyTo(body);", "encoder = fits ? new(body) : default;", "return fits;");
        writer.Close();
    }

    private static void EmitHeader(CodeWriter writer, EmitContext context, SbeMessage message)
    {
        MessageHeader header = context.Header;
        writer.Gap();
        Docs.Summary(writer, "Bytes of the message header");
        writer.Line($"public const int HeaderLength = {Docs.Number(header.Type.Size)};");
        writer.Gap();
        Docs.Summary(writer, "Writes the message header; members that the protocol does not define become zero");
        Docs.Param(writer, "destination", "at least HeaderLength bytes");
        writer.Line("public static void WriteHeader(global::System.Span<byte> destination)");
        int[] counts = HeaderEmitter.HasCounts(header) ? [message.Block.Groups.Count, message.Block.Variables.Count] : [];
        writer.Continue($"=> {context.HeaderType}.Write(destination, BlockLength, {Docs.Number(message.Id)}"
            + string.Concat(counts.Select(static count => ", " + Docs.Number(count))) + ");");
    }

    private static void EmitEncode(CodeWriter writer, string name)
    {
        writer.Gap();
        Docs.Summary(writer, "Starts a message with its header in front");
        Docs.Param(writer, "message", "where the message header begins; at least HeaderLength and EncodedLengthMin bytes");
        Docs.Param(writer, "encoder", "the encoder; default when the result is false");
        Docs.Returns(writer, "false when there are too few bytes");
        writer.Open($"public static bool TryEncode(global::System.Span<byte> message, out {name} encoder)");
        writer.Line("encoder = default;");
        writer.Line("if (message.Length < HeaderLength || !TryWrap(message.Slice(HeaderLength), out encoder))");
        writer.Continue("return false;");
        writer.Lines("WriteHeader(message);", "return true;");
        writer.Close();
    }
}
