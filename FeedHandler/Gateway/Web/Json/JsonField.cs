using System.Text;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Gateway.Web;

/// <summary>How a value is written.</summary>
internal enum JsonForm
{
    /// <summary>A number: what cannot pass 2^53.</summary>
    Number,

    /// <summary>A whole number as text: what may.</summary>
    Whole,

    /// <summary>What is in 1e-9, as an exact decimal in text.</summary>
    Decimal,

    /// <summary>One of the schema's words; a code that has none as a number.</summary>
    Word,

    /// <summary>A list of words; absent when it is empty.</summary>
    Words,

    /// <summary>true or false.</summary>
    Truth,

    /// <summary>Text that is padded with zeros; absent when it is empty.</summary>
    Text,
}

/// <summary>A member of a JSON object, and where its value stands in a block.</summary>
internal sealed class JsonField
{
    private const string TruthBegin = "is";
    private const string SequenceMember = "sequence";
    private const string PreviousBegin = "previous";

    // Numbers of single events count up one by one, and do not come near 2^53.
    private static readonly string[] SmallTypes = ["Sequence", "SequenceNULL"];
    private static readonly string[] DecimalTypes = ["PriceNano", "Nano"];

    /// <summary>Makes a member.</summary>
    /// <param name="name">Its name in the schema, which is that in JSON.</param>
    /// <param name="type">Its encoding.</param>
    /// <param name="offset">Where it stands in the block.</param>
    /// <param name="isOptional">Whether its null is to be told apart.</param>
    internal JsonField(string name, SbeType type, int offset, bool isOptional)
    {
        (Name, Offset, Size) = (name, offset, type.Size);
        Prefix = Encoding.ASCII.GetBytes($",\"{name}\":");
        Form = FormOf(name, type);
        Words = WordsOf(type);
        PrimitiveType primitive = PrimitiveOf(type);
        IsSigned = primitive.IsSigned();
        if (isOptional) NullBits = NullOf(type) & (ulong.MaxValue >> (64 - (8 * primitive.Size())));
        BytesMax = Prefix.Length + ValueBytesMax();
    }

    /// <summary>Its name.</summary>
    internal string Name { get; }

    /// <summary>A comma, its name and a colon.</summary>
    internal byte[] Prefix { get; }

    /// <summary>Bytes from the begin of the block.</summary>
    internal int Offset { get; }

    /// <summary>Bytes in the block.</summary>
    internal int Size { get; }

    /// <summary>How its value is written.</summary>
    internal JsonForm Form { get; }

    /// <summary>Whether it may be below zero.</summary>
    internal bool IsSigned { get; }

    /// <summary>The bits that say that there is none; null where there always is one.</summary>
    internal ulong? NullBits { get; }

    /// <summary>Words by code, or by bit; empty where it has none.</summary>
    internal byte[]?[] Words { get; }

    /// <summary>The most bytes that it becomes.</summary>
    internal int BytesMax { get; }

    /// <summary>From a name of the schema to a word: smallLettersFirst.</summary>
    internal static string WordOf(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static JsonForm FormOf(string name, SbeType type) => type switch
    {
        EnumType => JsonForm.Word,
        SetType => JsonForm.Words,
        EncodedType { Primitive: PrimitiveType.Char } => JsonForm.Text,
        EncodedType encoded when DecimalTypes.Contains(encoded.Name) => JsonForm.Decimal,
        _ when name.Length > 2 && name.StartsWith(TruthBegin, StringComparison.Ordinal) && char.IsUpper(name[2]) => JsonForm.Truth,
        _ when type.Size < 8 || IsSmall(name, type) => JsonForm.Number,
        _ => JsonForm.Whole,
    };

    private static bool IsSmall(string name, SbeType type) =>
        SmallTypes.Contains(type.Name) || name == SequenceMember || name.StartsWith(PreviousBegin, StringComparison.Ordinal);

    private static PrimitiveType PrimitiveOf(SbeType type) => type switch
    {
        EnumType words => words.Primitive,
        SetType bits => bits.Primitive,
        EncodedType encoded => encoded.Primitive,
        _ => throw new InvalidOperationException($"{type.Name} has no form in JSON."),
    };

    private static ulong NullOf(SbeType type) => (ulong)(type switch
    {
        EnumType words => words.NullValue.Bits,
        EncodedType encoded => encoded.NullValue.Bits,
        _ => 0,
    });

    private static byte[]?[] WordsOf(SbeType type)
    {
        (int Code, string Name)[] names = type switch
        {
            EnumType words => [.. words.Values.Select(static value => ((int)value.Value.Bits, value.Name))],
            SetType bits => [.. bits.Choices.Select(static choice => (choice.Bit, choice.Name))],
            _ => [],
        };
        byte[]?[] table = new byte[]?[names.Select(static name => name.Code + 1).DefaultIfEmpty(0).Max()];
        foreach ((int code, string name) in names) table[code] = Encoding.ASCII.GetBytes($"\"{WordOf(name)}\"");
        return table;
    }

    private int ValueBytesMax() => Form switch
    {
        JsonForm.Word => Math.Max(JsonText.NumberBytesMax, Words.Max(static word => word?.Length ?? 0)),
        JsonForm.Words => 2 + Words.Sum(static word => word is null ? 0 : word.Length + 1),
        JsonForm.Text => 2 + (Size * JsonText.EscapeBytesMax),
        _ => 2 + JsonText.DecimalBytesMax,
    };
}
