using System.Text;
using System.Text.Encodings.Web;
using FeedHandler.Codecs.Dynamic;

namespace FeedHandler.Host.Inspect.Output;

/// <summary>
/// Escapes what JSON must escape, and what would act on a terminal: control characters and those that turn or hide text. Everything else stays as it is,
/// in names and values alike.
/// </summary>
internal sealed unsafe class PlainJsonEncoder : JavaScriptEncoder
{
    private static readonly JavaScriptEncoder Relaxed = UnsafeRelaxedJsonEscaping;

    private PlainJsonEncoder()
    {
    }

    /// <summary>The one there is.</summary>
    public static PlainJsonEncoder Instance { get; } = new();

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => Default.MaxOutputCharactersPerInputCharacter;

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        int offset = 0;
        foreach (Rune rune in new ReadOnlySpan<char>(text, textLength).EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || WillEncode(rune.Value)) return offset; // half a pair is no letter, and the letter itself may be escaped
            offset += rune.Utf16SequenceLength;
        }

        return -1;
    }

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) =>
        Relaxed.WillEncode(unicodeScalar) || (unicodeScalar > 0x7F && PlainName.CanAct(new Rune(unicodeScalar)));

    /// <inheritdoc/>
    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        JavaScriptEncoder encoder = Relaxed.WillEncode(unicodeScalar) ? Relaxed : Default;
        return encoder.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
    }
}
