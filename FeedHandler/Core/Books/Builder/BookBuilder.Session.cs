using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Core.Books.Builder;

/// <content>Volume, statistics and statuses.</content>
public unsafe partial struct BookBuilder<TSink, TStamps>
{
    /// <summary>Takes the traded volume of the trade date so far.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="action">New or Change; Delete takes it back.</param>
    /// <param name="quantity">The volume, or <see cref="MarketEvent.NullQuantity"/>.</param>
    /// <param name="rptSeq">The entry's number within the instrument.</param>
    public void ApplyVolume(InstrumentBook* book, BookAction action, long quantity, uint rptSeq)
    {
        if (action == BookAction.Delete) quantity = MarketEvent.NullQuantity;
        book->SetVolume(quantity);
        if (!TSink.IsEnabled) return;
        ref MarketEvent slot = ref Claim(EventKind.Volume, book);
        slot.Action = action;
        slot.PriceNano = MarketEvent.NullPrice;
        slot.Quantity = quantity;
        slot.RptSeq = rptSeq;
    }

    /// <summary>Takes a statistic.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="kind">What it measures; open interest and cleared volume are quantities, all others prices.</param>
    /// <param name="action">New or Change; Delete takes it back.</param>
    /// <param name="priceNano">The price in 1e-9, or <see cref="MarketEvent.NullPrice"/>.</param>
    /// <param name="quantity">The quantity, or <see cref="MarketEvent.NullQuantity"/>.</param>
    /// <param name="detail">The venue's bits of its type.</param>
    /// <param name="rptSeq">The entry's number within the instrument.</param>
    /// <param name="isInDoubt">Whether it may be another, as one that is restored may.</param>
    public void ApplyStatistic(
        InstrumentBook* book, StatisticKind kind, BookAction action, long priceNano, long quantity, byte detail, uint rptSeq, bool isInDoubt = false)
    {
        _instruments.Statistics(book->IndexField).Tell(kind, action, priceNano, quantity, isInDoubt);
        if (!TSink.IsEnabled) return;
        ref MarketEvent slot = ref Claim(EventKind.Statistic, book);
        slot.Action = action;
        slot.Statistic = kind;
        slot.PriceNano = priceNano;
        slot.Quantity = quantity;
        slot.RptSeq = rptSeq;
        slot.Detail = detail;
        if (isInDoubt) slot.Flags |= EventFlags.InDoubt;
    }

    /// <summary>Passes an entry over that has no normalized form; its number counts.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="rptSeq">The entry's number within the instrument.</param>
    public void PassOver(InstrumentBook* book, uint rptSeq)
    {
        _counters.InvalidEntries++;
        if (TSink.IsEnabled) Claim(EventKind.Other, book).RptSeq = rptSeq;
    }

    /// <summary>Takes a trading status that was sent for one instrument: a halt of its own stays until another is sent for it.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="status">The status.</param>
    public void ApplyOwnStatus(InstrumentBook* book, in StatusUpdate status)
    {
        if ((status.Change & StatusChange.KeepsStatus) == 0 && status.Status == TradingStatus.Halted) book->OwnHalt = OwnHalt.Told;
        ApplyStatus(book, status);
    }

    /// <summary>Takes a trading status of one instrument.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="status">The status.</param>
    public void ApplyStatus(InstrumentBook* book, in StatusUpdate status) => ApplyStatus(book, status, isInDoubt: false);

    private void ApplyStatus(InstrumentBook* book, in StatusUpdate status, bool isInDoubt)
    {
        BookDoubts doubts = book->Doubts;
        book->SetStatus(status.Status, status.StatusCode, status.Change, isInDoubt);
        if ((book->Doubts & ~doubts) != 0) _counters.Needs++;
        if ((status.Change & StatusChange.ResetStatistics) != 0) _instruments.Statistics(book->IndexField).ClearSession();
        TellStatus(book, status, isInDoubt);
    }

    private void TellStatus(InstrumentBook* book, in StatusUpdate status, bool isInDoubt)
    {
        if (!TSink.IsEnabled) return;
        ref MarketEvent slot = ref Claim(EventKind.Status, book);
        slot.Action = (BookAction)status.Change;
        slot.PriceNano = MarketEvent.NullPrice;
        slot.Quantity = status.ReasonCode;
        slot.Orders = status.EventCode;
        slot.Detail = status.StatusCode;
        slot.Status = status.Status;
        if (isInDoubt) slot.Flags |= EventFlags.InDoubt;
    }

    /// <summary>Takes a trading status of all instruments of a product or a group; it does not lift a halt of an instrument's own. Where nobody knows whether
    /// an instrument has one, its status stays in doubt.</summary>
    /// <param name="group">The group's name as the wire pads it, where <paramref name="asset"/> is blank.</param>
    /// <param name="asset">The product's name as the wire pads it.</param>
    /// <param name="status">The status.</param>
    public void ApplyGroupStatus(ReadOnlySpan<byte> group, ReadOnlySpan<byte> asset, in StatusUpdate status)
    {
        int matchCount = 0;
        for (int index = 0; index < _instruments.Count; index++)
        {
            bool? isOfGroup = IsOfGroup(_books + index, group, asset);
            if (isOfGroup is null) DoubtOfGroup(_books + index, status);
            if (isOfGroup != true) continue;
            ApplyOfGroup(_books + index, status);
            matchCount++;
        }

        if (matchCount == 0) _counters.StatusUnmatched++;
    }

    /// <summary>Whether what is said of a product or a group concerns an instrument; null where nobody knows, as it was never defined.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="group">The group's name as the wire pads it, where <paramref name="asset"/> is blank.</param>
    /// <param name="asset">The product's name as the wire pads it.</param>
    public readonly bool? IsOfGroup(InstrumentBook* book, ReadOnlySpan<byte> group, ReadOnlySpan<byte> asset)
    {
        ref InstrumentDefinition definition = ref _instruments.Definition(book->IndexField);
        if (!definition.IsDefined) return null;
        return !definition.IsDeleted && (asset.TrimEnd("\0 "u8).Length != 0 ? definition.IsOfAsset(asset) : definition.IsInGroup(group));
    }

    /// <summary>Takes a trading status of a group that an instrument may be of or not, as it was never defined: what it had is in doubt.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="status">The status.</param>
    public void DoubtOfGroup(InstrumentBook* book, in StatusUpdate status)
    {
        if (status.Change == StatusChange.KeepsStatus) return;
        BookDoubts doubts = book->Doubts;
        StatusUpdate doubtful = status with { Change = status.Change | StatusChange.KeepsStatus };
        book->SetStatus(status.Status, status.StatusCode, doubtful.Change, isInDoubt: true);
        bool isReset = (status.Change & StatusChange.ResetStatistics) != 0;
        bool isInMoreDoubt = (isReset && _instruments.Statistics(book->IndexField).DoubtSession()) || book->Doubts != doubts;
        if (!isInMoreDoubt) return;
        _counters.Needs++;
        TellStatus(book, doubtful, isInDoubt: true);
    }

    /// <summary>Takes a trading status of an instrument's product or group.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="status">The status.</param>
    public void ApplyOfGroup(InstrumentBook* book, in StatusUpdate status)
    {
        bool isKept = (status.Change & StatusChange.KeepsStatus) != 0;
        if (book->OwnHalt == OwnHalt.Told) ApplyStatus(book, status with { Change = status.Change | StatusChange.KeepsStatus });
        else ApplyStatus(book, status, isInDoubt: book->OwnHalt == OwnHalt.Unknown && !isKept && status.Status != TradingStatus.Halted);
    }
}
