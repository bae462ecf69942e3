using System.Runtime.CompilerServices;
using FeedHandler.Codecs.Cme.Definitions;
using FeedHandler.Core.Books;
using FeedHandler.Core.Books.Builder;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Venues.Cme.Definitions;
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
    private const byte WithdrawCode = (byte)'D';

    /// <inheritdoc/>
    public static bool TakesCache => true;

    /// <inheritdoc/>
    public void Assume(ReadOnlySpan<CachedInstrument> cached) => _builder.Assume(cached);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool DecodeDefinition(ushort templateId, ReadOnlySpan<byte> body, int blockLength, int version)
    {
        switch (templateId)
        {
            case Future54.TemplateId: return Define<Future54, FutureDetails>(body, blockLength, version);
            case Option55.TemplateId: return Define<Option55, OptionDetails>(body, blockLength, version);
            case Spread56.TemplateId: return Define<Spread56, SpreadDetails>(body, blockLength, version);
            case FixedIncome57.TemplateId: return Define<FixedIncome57, CashDetails>(body, blockLength, version);
            case Repo58.TemplateId: return Define<Repo58, CashDetails>(body, blockLength, version);
            case FX63.TemplateId: return Define<FX63, CashDetails>(body, blockLength, version);
            case Future27.TemplateId: return Define<Future27, FutureDetails>(body, blockLength, version);
            case Spread29.TemplateId: return Define<Spread29, SpreadDetails>(body, blockLength, version);
            case Option41.TemplateId: return Define<Option41, OptionDetails>(body, blockLength, version);
            default: return false;
        }
    }

    private bool Define<TDefinition, TDetails>(ReadOnlySpan<byte> body, int blockLength, int version)
        where TDefinition : struct, IInstrumentDefinition<TDefinition>, allows ref struct
        where TDetails : struct, IDetailReader<TDefinition>
    {
        BookDepths depths = new BookDepths { Direct = NotTold, Implied = NotTold };
        if (!TDefinition.TryWrap(body, blockLength, version, out TDefinition message) || !message.TryGetDepths(ref depths)) return true;
        // An instrument without an implied book has no entry for one; only a definition that tells no depth at all leaves both open.
        if (depths.Implied == NotTold) depths.Implied = depths.Direct == NotTold ? InstrumentBook.ImpliedDepthMax : 0;
        if (depths.Direct == NotTold) depths.Direct = InstrumentBook.DirectDepthMax;
        if (_loop is not null)
        {
            DefineOfLoop<TDefinition, TDetails>(message, body[blockLength..], depths);
            return true;
        }

        BeginMessage(message.LastUpdateTime, message.MatchEventCode);
        InstrumentBook* book = _builder.Find(message.SecurityID);
        if (book != null)
        {
            Define<TDefinition, TDetails>(book, message, body[blockLength..], depths, CmeStatus.NullCode != message.TradingStatusCode);
        }

        EndAlone(message.MatchEventCode);
        return true;
    }

    // The loop tells again and again what is; only what is newer than what is known changes anything. Its status is of no certain moment: a snapshot tells it.
    private void DefineOfLoop<TDefinition, TDetails>(TDefinition message, ReadOnlySpan<byte> groups, BookDepths depths)
        where TDefinition : struct, IInstrumentDefinition<TDefinition>, allows ref struct
        where TDetails : struct, IDetailReader<TDefinition>
    {
        InstrumentBook* book = _builder.Find(message.SecurityID);
        if (book == null) return;
        _builder.Instruments.SeeInLoop(book->Index, message.TotNumReportsRaw == uint.MaxValue ? null : message.TotNumReportsRaw);
        _loop!.Find(FeedRole.Definitions, book->Index, message.TotNumReportsRaw == uint.MaxValue ? 0 : message.TotNumReportsRaw, lastIncluded: null);
        ref InstrumentDefinition known = ref _builder.Instruments.Definition(book->Index);
        bool isAssumed = _builder.Instruments.Details(book->Index).IsAssumed;
        if (known.IsDefined && !isAssumed && (long)message.LastUpdateTime <= known.LastUpdateTimeNs) return;
        _builder.BeginMessage((long)message.LastUpdateTime, EventFlags.Restored);
        Define<TDefinition, TDetails>(book, message, groups, depths, hasStatus: false);
        _loop.Counters.Definitions++;
        _loop.Want(); // another depth leaves a book in need
        _builder.EndRestore();
    }

    private void Define<TDefinition, TDetails>(InstrumentBook* book, TDefinition message, ReadOnlySpan<byte> groups, BookDepths depths, bool hasStatus)
        where TDefinition : struct, IInstrumentDefinition<TDefinition>, allows ref struct
        where TDetails : struct, IDetailReader<TDefinition>
    {
        Assumption assumption = _builder.AssumptionOf(book);
        if (message.UpdateActionCode != WithdrawCode) _builder.Rename(book, message.Symbol);
        Detail<TDefinition, TDetails>(book, message, groups);
        Define(book, message, depths, hasStatus);
        _builder.Settle(book, assumption);
    }

    private readonly void Detail<TDefinition, TDetails>(InstrumentBook* book, TDefinition message, ReadOnlySpan<byte> groups)
        where TDefinition : struct, IInstrumentDefinition<TDefinition>, allows ref struct
        where TDetails : struct, IDetailReader<TDefinition>
    {
        ref InstrumentDetails details = ref _builder.Instruments.BeginDetails(book->Index, TDefinition.TemplateId);
        CmeDetails.ReadCommon(message, ref details);
        TDetails.Read(message, ref details);
        new CmeDetailGroups(groups, TDefinition.NanoPerMantissa).Read(TDefinition.TemplateId, ref details);
    }

    private void Define<TDefinition>(InstrumentBook* book, TDefinition message, BookDepths depths, bool hasStatus)
        where TDefinition : struct, IInstrumentDefinition, allows ref struct
    {
        ref InstrumentDefinition definition = ref _builder.Instruments.Definition(book->Index);
        definition.SetTexts(message.Symbol, message.SecurityGroup, message.Asset, message.SecurityType);
        definition.LastUpdateTimeNs = (long)message.LastUpdateTime;
        if (_loop is null) definition.DefinedSeqNum = _seqNum;
        definition.DisplayFactorNano = NanoOrZero(message.DisplayFactorMantissa, TDefinition.NanoPerMantissa);
        definition.MinPriceIncrementNano = NanoOrZero(message.MinPriceIncrementMantissa, TDefinition.NanoPerMantissa);
        bool isDeleted = message.UpdateActionCode == WithdrawCode;
        StatusUpdate? status = hasStatus && !isDeleted ? CmeStatus.Of(message.TradingStatusCode, 0, 0) : null;
        _builder.Define(book, depths.Direct, depths.Implied, isDeleted, status);
    }

    private readonly long NanoOrZero(long mantissa, int factor)
    {
        long nano = factor == 1 ? mantissa : _builder.Scale(mantissa, factor);
        return nano == MarketEvent.NullPrice ? 0 : nano;
    }
}
