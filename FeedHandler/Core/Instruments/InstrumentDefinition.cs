using System.Runtime.InteropServices;
using System.Text;

namespace FeedHandler.Core.Instruments;

/// <summary>
/// What a venue says of an instrument, in fixed unmanaged form so that a definition that arrives in mid-session allocates nothing.
/// Texts are made when somebody asks for them.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct InstrumentDefinition
{
    /// <summary>The most characters that a name has.</summary>
    public const int SymbolLengthMax = SymbolBytes;

    private const int SymbolBytes = 24;
    private const int ShortTextBytes = 8;
    private fixed byte _symbol[SymbolBytes];
    private fixed byte _group[ShortTextBytes];
    private fixed byte _asset[ShortTextBytes];
    private fixed byte _securityType[ShortTextBytes];

    /// <summary>Whether the venue defined the instrument; else only its id is known.</summary>
    public bool IsDefined { get; internal set; }

    /// <summary>Whether the venue withdrew the instrument.</summary>
    public bool IsDeleted { get; internal set; }

    /// <summary>The factor from a wire price to the displayed one, in 1e-9; 0 when the venue gave none.</summary>
    public long DisplayFactorNano { get; set; }

    /// <summary>When the venue last changed it (FIX tag 779), nanoseconds since the Unix epoch; 0 when it was never told.</summary>
    public long LastUpdateTimeNs { get; set; }

    /// <summary>The lower 32 bits of the number of the packet of the sequence that last defined it; 0 for none of this session.</summary>
    public uint DefinedSeqNum { get; set; }

    /// <summary>The smallest price step, in 1e-9 of the wire's unit; 0 when the venue gave none.</summary>
    public long MinPriceIncrementNano { get; set; }

    /// <summary>The instrument's name at the venue (FIX tag 55), empty when it was never defined.</summary>
    public readonly string Symbol => Text(Raw(in this, 0, SymbolBytes));

    /// <summary>The group that shares a schedule (FIX tag 1151).</summary>
    public readonly string SecurityGroup => Text(Raw(in this, SymbolBytes, ShortTextBytes));

    /// <summary>The product (FIX tag 6937).</summary>
    public readonly string Asset => Text(Raw(in this, SymbolBytes + ShortTextBytes, ShortTextBytes));

    /// <summary>The kind of instrument (FIX tag 167).</summary>
    public readonly string SecurityType => Text(Raw(in this, SymbolBytes + (2 * ShortTextBytes), ShortTextBytes));

    /// <summary>Writes what <see cref="Symbol"/> is, without making a text of it.</summary>
    /// <param name="text">Takes it, at least <see cref="SymbolLengthMax"/> characters.</param>
    /// <returns>How many characters were written; 0 when the instrument was never defined.</returns>
    public readonly int CopySymbol(Span<char> text) => Encoding.Latin1.GetChars(Raw(in this, 0, SymbolBytes).TrimEnd("\0 "u8), text);

    /// <summary>Copies the texts without making strings of them.</summary>
    /// <param name="symbol">Takes the name.</param>
    /// <param name="group">Takes the group.</param>
    /// <param name="asset">Takes the product.</param>
    /// <param name="securityType">Takes the kind.</param>
    public readonly void CopyTexts(ref Text32 symbol, ref Text8 group, ref Text8 asset, ref Text8 securityType)
    {
        symbol = new Text32(Raw(in this, 0, SymbolBytes));
        group = new Text8(Raw(in this, SymbolBytes, ShortTextBytes));
        asset = new Text8(Raw(in this, SymbolBytes + ShortTextBytes, ShortTextBytes));
        securityType = new Text8(Raw(in this, SymbolBytes + (2 * ShortTextBytes), ShortTextBytes));
    }

    /// <summary>Takes the texts, as the wire pads them; what is longer than its room is cut.</summary>
    /// <param name="symbol">The name, up to 24 bytes.</param>
    /// <param name="group">The group, up to 8 bytes.</param>
    /// <param name="asset">The product, up to 8 bytes.</param>
    /// <param name="securityType">The kind, up to 8 bytes.</param>
    public void SetTexts(ReadOnlySpan<byte> symbol, ReadOnlySpan<byte> group, ReadOnlySpan<byte> asset, ReadOnlySpan<byte> securityType)
    {
        Copy(symbol, 0, SymbolBytes);
        Copy(group, SymbolBytes, ShortTextBytes);
        Copy(asset, SymbolBytes + ShortTextBytes, ShortTextBytes);
        Copy(securityType, SymbolBytes + (2 * ShortTextBytes), ShortTextBytes);
    }

    /// <summary>Whether two say the same of texts, tick and factor.</summary>
    internal readonly bool IsSame(in InstrumentDefinition other)
    {
        const int TextBytes = SymbolBytes + (3 * ShortTextBytes);
        return Raw(in this, 0, TextBytes).SequenceEqual(Raw(in other, 0, TextBytes))
            && DisplayFactorNano == other.DisplayFactorNano && MinPriceIncrementNano == other.MinPriceIncrementNano;
    }

    /// <summary>The name as the wire pads it.</summary>
    internal static ReadOnlySpan<byte> SymbolOf(in InstrumentDefinition definition) => Raw(in definition, 0, SymbolBytes);

    /// <summary>Whether the instrument has a name, given as the wire pads it.</summary>
    internal readonly bool IsNamed(ReadOnlySpan<byte> wire) => IsSame(Raw(in this, 0, SymbolBytes), wire);

    /// <summary>Whether the instrument belongs to a group, given as the wire pads it.</summary>
    internal readonly bool IsInGroup(ReadOnlySpan<byte> wire) => IsSame(Raw(in this, SymbolBytes, ShortTextBytes), wire);

    /// <summary>Whether the instrument belongs to a product, given as the wire pads it.</summary>
    internal readonly bool IsOfAsset(ReadOnlySpan<byte> wire) => IsSame(Raw(in this, SymbolBytes + ShortTextBytes, ShortTextBytes), wire);

    private static bool IsSame(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> wire) => stored.TrimEnd("\0 "u8).SequenceEqual(wire.TrimEnd("\0 "u8));

    private static ReadOnlySpan<byte> Raw(in InstrumentDefinition definition, int offset, int length) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<InstrumentDefinition>(in definition)).Slice(offset, length);

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes.TrimEnd("\0 "u8));

    private void Copy(ReadOnlySpan<byte> text, int offset, int length)
    {
        Span<byte> target = MemoryMarshal.AsBytes(new Span<InstrumentDefinition>(ref this)).Slice(offset, length);
        target.Clear();
        text[..Math.Min(text.Length, length)].CopyTo(target);
    }
}
