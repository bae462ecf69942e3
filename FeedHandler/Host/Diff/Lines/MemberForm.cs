using System.Buffers.Text;
using System.Text.Json;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;

namespace FeedHandler.Host.Diff.Lines;

/// <summary>How the values of a member are written.</summary>
/// <param name="Meaning">What is right, in words.</param>
/// <param name="TryRead">Reads one that is not null, where the reader stands.</param>
internal sealed record MemberForm(string Meaning, MemberForm.Reading TryRead)
{
    private const int TextBytesMax = 64;

    /// <summary>Reads a value as 64 bits.</summary>
    /// <returns>False when it is none of this form.</returns>
    public delegate bool Reading(ref Utf8JsonReader reader, out long value);

    /// <summary>True or false.</summary>
    public static MemberForm Switch { get; } = new("true or false", static (ref reader, out value) =>
    {
        value = reader.TokenType == JsonTokenType.True ? 1 : 0;
        return reader.TokenType is JsonTokenType.True or JsonTokenType.False;
    });

    /// <summary>A text of digits, up to 64 unsigned bits.</summary>
    public static MemberForm Unsigned { get; } = new("a text of digits below 2^64", static (ref reader, out value) =>
    {
        Span<byte> text = stackalloc byte[TextBytesMax];
        int length = Copy(ref reader, text);
        bool isRead = Utf8Parser.TryParse(text[..length], out ulong number, out int read) && read == length;
        value = (long)number;
        return isRead;
    });

    /// <summary>A text of digits, signed.</summary>
    public static MemberForm Signed { get; } = new("a text of digits within 64 bits", static (ref reader, out value) =>
    {
        Span<byte> text = stackalloc byte[TextBytesMax];
        int length = Copy(ref reader, text);
        return Utf8Parser.TryParse(text[..length], out value, out int read) && read == length;
    });

    /// <summary>A text of digits, up to 32 unsigned bits.</summary>
    public static MemberForm Packet { get; } = new("a text of digits below 2^32", static (ref reader, out value) =>
        Unsigned!.TryRead(ref reader, out value) && (ulong)value <= uint.MaxValue);

    /// <summary>A text of a decimal.</summary>
    public static MemberForm Price { get; } = new("a text of a decimal with at most nine digits behind the point", static (ref reader, out value) =>
    {
        Span<byte> text = stackalloc byte[TextBytesMax];
        int length = Copy(ref reader, text);
        return DecimalText.TryParse(text[..length], out value) && value != MarketEvent.NullPrice;
    });

    /// <summary>A whole number in a range.</summary>
    public static MemberForm Whole(long min, long max) => new(
        FormattableString.Invariant($"a whole number from {min} to {max}"),
        (ref reader, out value) =>
        {
            value = 0;
            return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out value) && value >= min && value <= max;
        });

    /// <summary>A word of an enumeration.</summary>
    /// <typeparam name="T">The enumeration, of bytes.</typeparam>
    public static MemberForm Word<T>(Func<T, string> wordOf)
        where T : struct, Enum
    {
        Dictionary<string, long> words = Enum.GetValues<T>().ToDictionary(wordOf, static value => System.Convert.ToInt64(value, null), StringComparer.Ordinal);
        Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        return new MemberForm($"one of {string.Join(", ", words.Keys)}", (ref reader, out value) =>
        {
            Span<char> text = stackalloc char[TextBytesMax];
            value = 0;
            if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > TextBytesMax) return false;
            return lookup.TryGetValue(text[..reader.CopyString(text)], out value);
        });
    }

    // What is no text, or longer than any such text, is as good as an empty one.
    private static int Copy(ref Utf8JsonReader reader, scoped Span<byte> text) =>
        reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= text.Length ? reader.CopyString(text) : 0;
}
