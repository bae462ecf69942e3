using System.Runtime.CompilerServices;
using FeedHandler.Codecs.Cme.Definitions;
using FeedHandler.Core.Books;
using FeedHandler.Core.Books.Builder;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FixedIncome57 = FeedHandler.Codecs.Cme.MDInstrumentDefinitionFixedIncome57;
using Future27 = FeedHandler.Codecs.Cme.MDInstrumentDefinitionFuture27;
using Future54 = FeedHandler.Codecs.Cme.MDInstrumentDefinitionFuture54;
using FX63 = FeedHandler.Codecs.Cme.MDInstrumentDefinitionFX63;
using Option41 = FeedHandler.Codecs.Cme.MDInstrumentDefinitionOption41;
using Option55 = FeedHandler.Codecs.Cme.MDInstrumentDefinitionOption55;
using Repo58 = FeedHandler.Codecs.Cme.MDInstrumentDefinitionRepo58;
using Spread29 = FeedHandler.Codecs.Cme.MDInstrumentDefinitionSpread29;
using Spread56 = FeedHandler.Codecs.Cme.MDInstrumentDefinitionSpread56;

namespace FeedHandler.Venues.Cme;

/// <content>Instrument definitions (CME MDP 3.0, "Security Definition").</content>
public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    private const int NotTold = -1;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DecodeDefinition(ushort templateId, ReadOnlySpan<byte> body, int blockLength, int version)
    {
        switch (templateId)
        {
            case Future54.TemplateId: Define<Future54>(body, blockLength, version); break;
            case Option55.TemplateId: Define<Option55>(body, blockLength, version); break;
            case Spread56.TemplateId: Define<Spread56>(body, blockLength, version); break;
            case FixedIncome57.TemplateId: Define<FixedIncome57>(body, blockLength, version); break;
            case Repo58.TemplateId: Define<Repo58>(body, blockLength, version); break;
            case FX63.TemplateId: Define<FX63>(body, blockLength, version); break;
            case Future27.TemplateId: Define<Future27>(body, blockLength, version); break;
            case Spread29.TemplateId: Define<Spread29>(body, blockLength, version); break;
            case Option41.TemplateId: Define<Option41>(body, blockLength, version); break;
            default:
                if (!CmeTemplates.IsKnown(templateId)) _messages.UnknownTemplate++;
                break;
        }
    }

    private void Define<TDefinition>(ReadOnlySpan<byte> body, int blockLength, int version)
        where TDefinition : struct, IInstrumentDefinition<TDefinition>, allows ref struct
    {
        BookDepths depths = new BookDepths { Direct = NotTold, Implied = NotTold };
        if (!TDefinition.TryWrap(body, blockLength, version, out TDefinition message) || !message.TryGetDepths(ref depths)) return;
        // An instrument without an implied book has no entry for one; only a definition that tells no depth at all leaves both open.
        if (depths.Implied == NotTold) depths.Implied = depths.Direct == NotTold ? InstrumentBook.ImpliedDepthMax : 0;
        if (depths.Direct == NotTold) depths.Direct = InstrumentBook.DirectDepthMax;
        BeginMessage(message.LastUpdateTime, message.MatchEventCode);
        InstrumentBook* book = _builder.Find(message.SecurityID);
        if (book != null) Define(book, message, depths);
        EndAlone(message.MatchEventCode);
    }

    private void Define<TDefinition>(InstrumentBook* book, TDefinition message, BookDepths depths)
        where TDefinition : struct, IInstrumentDefinition, allows ref struct
    {
        ref InstrumentDefinition definition = ref _builder.Instruments.Definition(book->Index);
        definition.SetTexts(message.Symbol, message.SecurityGroup, message.Asset, message.SecurityType);
        definition.DisplayFactorNano = NanoOrZero(message.DisplayFactorMantissa, TDefinition.NanoPerMantissa);
        definition.MinPriceIncrementNano = NanoOrZero(message.MinPriceIncrementMantissa, TDefinition.NanoPerMantissa);
        bool isDeleted = message.UpdateActionCode == (byte)'D';
        bool tellsStatus = !isDeleted && message.TradingStatusCode != CmeStatus.NullCode;
        StatusUpdate? status = tellsStatus ? CmeStatus.Of(message.TradingStatusCode, 0, 0) : null;
        _builder.Define(book, depths.Direct, depths.Implied, isDeleted, status);
    }

    private readonly long NanoOrZero(long mantissa, int factor)
    {
        long nano = factor == 1 ? mantissa : _builder.Scale(mantissa, factor);
        return nano == MarketEvent.NullPrice ? 0 : nano;
    }
}
