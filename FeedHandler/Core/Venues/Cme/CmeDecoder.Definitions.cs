using System.Runtime.CompilerServices;
using FeedHandler.Codecs.Cme;
using FeedHandler.Codecs.Cme.Definitions;
using FeedHandler.Core.Books;

namespace FeedHandler.Core.Venues.Cme;

public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    private const byte NullStatus = 255;
    private const int NotTold = -1;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool DecodeDefinition(ushort templateId, ReadOnlySpan<byte> body, int blockLength, int version)
    {
        switch (templateId)
        {
            case MDInstrumentDefinitionFuture27.TemplateId:
                return MDInstrumentDefinitionFuture27.TryWrap(body, blockLength, version, out var future27) && Define(future27);
            case MDInstrumentDefinitionSpread29.TemplateId:
                return MDInstrumentDefinitionSpread29.TryWrap(body, blockLength, version, out var spread29) && Define(spread29);
            case MDInstrumentDefinitionOption41.TemplateId:
                return MDInstrumentDefinitionOption41.TryWrap(body, blockLength, version, out var option41) && Define(option41);
            case MDInstrumentDefinitionFuture54.TemplateId:
                return MDInstrumentDefinitionFuture54.TryWrap(body, blockLength, version, out var future54) && Define(future54);
            case MDInstrumentDefinitionOption55.TemplateId:
                return MDInstrumentDefinitionOption55.TryWrap(body, blockLength, version, out var option55) && Define(option55);
            case MDInstrumentDefinitionSpread56.TemplateId:
                return MDInstrumentDefinitionSpread56.TryWrap(body, blockLength, version, out var spread56) && Define(spread56);
            case MDInstrumentDefinitionFixedIncome57.TemplateId:
                return MDInstrumentDefinitionFixedIncome57.TryWrap(body, blockLength, version, out var bond57) && Define(bond57);
            case MDInstrumentDefinitionRepo58.TemplateId:
                return MDInstrumentDefinitionRepo58.TryWrap(body, blockLength, version, out var repo58) && Define(repo58);
            case MDInstrumentDefinitionFX63.TemplateId:
                return MDInstrumentDefinitionFX63.TryWrap(body, blockLength, version, out var fx63) && Define(fx63);
            default:
                if (!CmeTemplates.IsKnown(templateId)) _counters.UnknownTemplate++;
                return true;
        }
    }

    private bool Define<TDefinition>(TDefinition message)
        where TDefinition : struct, IInstrumentDefinition, allows ref struct
    {
        var depths = new BookDepths { Direct = NotTold, Implied = NotTold };
        if (!message.TryGetDepths(ref depths)) return false;
        // An instrument without an implied book has no entry for one; only a definition that tells no depth at all leaves both open.
        if (depths.Implied == NotTold) depths.Implied = depths.Direct == NotTold ? InstrumentBook.ImpliedDepthMax : 0;
        if (depths.Direct == NotTold) depths.Direct = InstrumentBook.DirectDepthMax;
        BeginMessage(message.LastUpdateTime, message.MatchEventCode);
        var index = _instruments.Find(message.SecurityID);
        if (index < 0) index = _instruments.Add(message.SecurityID);
        if (index < 0) _counters.InstrumentsRefused++;
        else Define(index, message, depths);
        EndMessage(message.MatchEventCode);
        return true;
    }

    private void Define<TDefinition>(int index, TDefinition message, BookDepths depths)
        where TDefinition : struct, IInstrumentDefinition, allows ref struct
    {
        ref var definition = ref _instruments.Definition(index);
        definition.SetTexts(message.Symbol, message.SecurityGroup, message.Asset, message.SecurityType);
        definition.DisplayFactorNano = NanoOrZero(message.DisplayFactorMantissa, TDefinition.NanoPerMantissa);
        definition.MinPriceIncrementNano = NanoOrZero(message.MinPriceIncrementMantissa, TDefinition.NanoPerMantissa);
        definition.IsDeleted = message.UpdateActionCode == (byte)'D';
        definition.IsDefined = true;
        if (depths.Direct > InstrumentBook.DirectDepthMax || depths.Implied > InstrumentBook.ImpliedDepthMax) _counters.DepthClamped++;
        ref var book = ref _instruments.Books[index];
        book.SetDepth(depths.Direct, depths.Implied);
        if (message.TradingStatusCode != NullStatus) book.SetStatus(message.TradingStatusCode, 0);
        AnnounceInstrument(index);
    }

    private readonly long NanoOrZero(long mantissa, int factor)
    {
        var nano = factor == 1 ? mantissa : Scale(mantissa, factor);
        return nano == Events.MarketEvent.NullPrice ? 0 : nano;
    }
}
