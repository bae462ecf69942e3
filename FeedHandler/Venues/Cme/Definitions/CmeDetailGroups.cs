using System.Buffers.Binary;
using FeedHandler.Core.Instruments;
using Option41 = FeedHandler.Codecs.Cme.MDInstrumentDefinitionOption41;
using Option55 = FeedHandler.Codecs.Cme.MDInstrumentDefinitionOption55;
using Repo58 = FeedHandler.Codecs.Cme.MDInstrumentDefinitionRepo58;
using FX63 = FeedHandler.Codecs.Cme.MDInstrumentDefinitionFX63;
using Spread29 = FeedHandler.Codecs.Cme.MDInstrumentDefinitionSpread29;
using Spread56 = FeedHandler.Codecs.Cme.MDInstrumentDefinitionSpread56;

namespace FeedHandler.Venues.Cme.Definitions;

/// <summary>
/// The groups behind the root block of a definition. The first four are the same in every template, the rest are by template; all are laid out alike where
/// two templates have them, so that one reading serves all. A group of which the message has nothing is empty.
/// </summary>
internal ref struct CmeDetailGroups(ReadOnlySpan<byte> groups, int nanoPerMantissa)
{
    private const int DimensionBytes = 3;
    private const int TenThousandthsPerUnit = 10_000;
    private const byte Activation = 5;
    private const byte LastEligibleTradeDate = 7;
    private readonly int _factor = nanoPerMantissa;
    private ReadOnlySpan<byte> _rest = groups;
    private ReadOnlySpan<byte> _entries;
    private int _entryBytes;

    /// <summary>Reads all groups that are told of.</summary>
    public void Read(ushort templateId, ref InstrumentDetails details)
    {
        for (Next(); TryEntry(9, out ReadOnlySpan<byte> entry);) ReadEvent(entry, ref details);
        for (Next(); TryEntry(4, out ReadOnlySpan<byte> entry);) details.Depths.Add(new BookDepth(new Text8(entry[..3]), (sbyte)entry[3]));
        for (Next(); TryEntry(4, out ReadOnlySpan<byte> entry);) details.Attributes = BinaryPrimitives.ReadUInt32LittleEndian(entry);
        bool isLong = templateId == FX63.TemplateId;
        for (Next(); TryEntry(isLong ? 9 : 5, out ReadOnlySpan<byte> entry);) details.Lots.Add(new LotRule((sbyte)entry[0], LotSize(entry[1..], isLong)));
        if (templateId is Spread29.TemplateId or Spread56.TemplateId)
        {
            for (Next(); TryEntry(18, out ReadOnlySpan<byte> entry);) details.Legs.Add(Leg(entry));
        }
        else if (templateId is Option41.TemplateId or Option55.TemplateId or Repo58.TemplateId)
        {
            ReadRelated(InstrumentRelation.Underlying, isSymbolFirst: templateId == Repo58.TemplateId, ref details);
            ReadRelated(InstrumentRelation.Related, isSymbolFirst: false, ref details);
        }
    }

    private static void ReadEvent(ReadOnlySpan<byte> entry, ref InstrumentDetails details)
    {
        long timeNs = BinaryPrimitives.ReadInt64LittleEndian(entry[1..]);
        if (entry[0] == Activation) details.ActivationNs = timeNs;
        else if (entry[0] == LastEligibleTradeDate) details.LastTradeNs = timeNs;
    }

    // Foreign exchange tells whole units, where all others tell ten thousandths; what no 64 bits hold is as good as none.
    private static long? LotSize(ReadOnlySpan<byte> size, bool isLong)
    {
        if (!isLong) return Quantity(size);
        ulong units = BinaryPrimitives.ReadUInt64LittleEndian(size);
        return units > long.MaxValue / TenThousandthsPerUnit ? null : (long)units * TenThousandthsPerUnit;
    }

    private static int? Quantity(ReadOnlySpan<byte> wire)
    {
        int quantity = BinaryPrimitives.ReadInt32LittleEndian(wire);
        return quantity == int.MaxValue ? null : quantity;
    }

    private readonly InstrumentLeg Leg(ReadOnlySpan<byte> entry)
    {
        LegAction action = entry[4] switch { 1 => LegAction.Buy, 2 => LegAction.Sell, _ => LegAction.Unknown };
        long? priceNano = CmeDetails.Nano(BinaryPrimitives.ReadInt64LittleEndian(entry[6..]), _factor);
        return new InstrumentLeg(BinaryPrimitives.ReadInt32LittleEndian(entry), action, (sbyte)entry[5], priceNano, Quantity(entry[14..]));
    }

    private void ReadRelated(InstrumentRelation relation, bool isSymbolFirst, ref InstrumentDetails details)
    {
        (int id, int symbol) = isSymbolFirst ? (20, 0) : (0, 4);
        for (Next(); TryEntry(24, out ReadOnlySpan<byte> entry);)
            details.Related.Add(new RelatedInstrument(relation, Quantity(entry[id..]), new Text32(entry.Slice(symbol, 20))));
    }

    private void Next()
    {
        _entries = default;
        if (_rest.Length < DimensionBytes) return;
        _entryBytes = BinaryPrimitives.ReadUInt16LittleEndian(_rest);
        int bytes = _entryBytes * _rest[2];
        _rest = _rest[DimensionBytes..];
        if (bytes > _rest.Length) _rest = default;
        _entries = _rest[..Math.Min(bytes, _rest.Length)];
        _rest = _rest[_entries.Length..];
    }

    private bool TryEntry(int bytesMin, out ReadOnlySpan<byte> entry)
    {
        entry = default;
        if (_entries.IsEmpty || _entryBytes < bytesMin) return false;
        entry = _entries[.._entryBytes];
        _entries = _entries[_entryBytes..];
        return true;
    }
}
