using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Wire;

/// <summary>Texts as the wire has them: the venue's bytes, padded with zeros.</summary>
internal static class WireText
{
    private const int SymbolBytes = InstrumentDefinition.SymbolLengthMax;

    // What encoders take they copy at once, which the compiler cannot know: it is not told whose memory it is.
    public static ReadOnlySpan<byte> Of(scoped in Text8 text) =>
        MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AsRef(in text), 1));

    public static ReadOnlySpan<byte> Of(scoped in Text32 text) =>
        MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AsRef(in text), 1))[..SymbolBytes];
}
