using System.Text.Json;

namespace FeedHandler.Host.Diff.Lines;

/// <summary>Symbols of lines, each kept once however many lines have it.</summary>
internal sealed class SymbolPool
{
    private const int CharsMax = 256;
    private const int CountMax = 1 << 16;
    private readonly HashSet<string> _symbols = new(StringComparer.Ordinal);

    /// <summary>The text where the reader stands; null when it is none, or too long.</summary>
    public string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > CharsMax) return null;
        Span<char> text = stackalloc char[CharsMax];
        text = text[..reader.CopyString(text)];
        if (_symbols.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out string? known)) return known;
        if (_symbols.Count == CountMax) _symbols.Clear();
        string symbol = text.ToString();
        _symbols.Add(symbol);
        return symbol;
    }
}
