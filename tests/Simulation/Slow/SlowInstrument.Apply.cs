namespace FeedHandler.Simulation.Slow;

/// <content>What is said of an instrument, done to what is known of it.</content>
internal sealed partial class SlowInstrument
{
    public void Apply(LevelSaid said)
    {
        if (!Enter(said.RptSeq)) return;
        if (said.Type == 'J') Empty();
        else if (said.Type is 'w' or 'x') return; // of the market, and no level of the book
        else if (!_sides.TryGetValue(said.Type, out SlowSide? side)) Forget();
        else
        {
            if (said.Type is 'E' or 'F' && _areImpliedDoubtful) ProveImplied(side, said);
            if (!side.Apply(said.Action, said.Number, said.Level)) Forget();
        }
    }

    public void Apply(TradeSaid said) => Enter(said.RptSeq); // a trade changes no book

    public void Apply(VolumeSaid said)
    {
        if (Enter(said.RptSeq)) (Volume, IsVolumeKnown) = (said.Volume, true);
    }

    public void Apply(StatisticSaid said)
    {
        if (Enter(said.RptSeq) && said.Kind is { } kind) _statistics[kind] = said.Action == 2 ? null : said.Value;
    }

    public void Apply(LimitsSaid said)
    {
        if (!Enter(said.RptSeq)) return;
        _statistics[SlowStatistic.UpperLimit] = said.High;
        _statistics[SlowStatistic.LowerLimit] = said.Low;
        _statistics[SlowStatistic.MaxPriceVariation] = said.Variation;
    }

    // An order that is unknown, or known already, says that the book is not what it was thought to be.
    public void Apply(OrderSaid said)
    {
        if (_orders is null) return;
        bool isKnown = _orders.ContainsKey(said.Id);
        if (said.Action > 2 || isKnown != (said.Action != 0)) _orders = null;
        else if (said.Action == 2) _orders.Remove(said.Id);
        else _orders[said.Id] = said.Order;
    }

    /// <param name="isOwn">Whether it names this instrument, and not its product or group.</param>
    /// <param name="isSure">Whether it is known to be of its product or group.</param>
    /// <param name="said">The status.</param>
    public void Apply(StatusSaid said, bool isOwn, bool isSure)
    {
        if (said.Event == 4)
        {
            Reset(OfSession, isSure);
            (Volume, IsVolumeKnown) = (isSure ? null : Volume, isSure);
        }

        if (said.Event == 6 && isSure) EmptyImplied();
        if (said.Event == 6 && !isSure) _areImpliedDoubtful = true;
        if (said.Status is not { } code || !DefinedStatuses.Contains(code)) return;
        if (isOwn) (Status, _isHaltedAlone) = (code, code == Halt);
        else if (!isSure || _isHaltedAlone is null) Status = Status == code || (isSure && code == Halt) ? code : null;
        else if (_isHaltedAlone == false) Status = code;
    }

    // A definition that names one kind of book has no other; one that names none leaves the depth open.
    public void Apply(DefinitionSaid said)
    {
        bool isTold = said.DirectDepth is not null || said.ImpliedDepth is not null;
        if (isTold) Deepen(said.DirectDepth ?? 0, said.ImpliedDepth ?? 0);
        (_isDepthTold, Definition) = (_isDepthTold || isTold, said);
        TakeStatus(said.Status);
    }

    // In a book of another depth levels may have dropped off that are not known any more; an empty one is empty at any depth.
    private void Deepen(int direct, int implied)
    {
        if (_sides['0'].Depth == direct && _sides['E'].Depth == implied) return;
        bool isEmpty = _sides.Values.All(static side => side.IsEmpty);
        SetDepth(direct, implied);
        foreach (SlowSide side in _sides.Values.Where(_ => isEmpty)) side.Empty();
    }

    /// <summary>All of it is as a snapshot says, as of the packet that it includes.</summary>
    public void Apply(BookSnapshotSaid said)
    {
        foreach (SlowSide side in _sides.Values) side.Empty();
        bool isRight = said.Levels.All(level => _sides[level.Type].Apply(5, level.Number, level.Level));
        if (!isRight) Forget();
        (_rptSeq, _isLossPending, _areImpliedDoubtful) = (said.RptSeq, false, false);
        (Volume, IsVolumeKnown) = (said.Volume, true);
        TakeStatus(said.Status);
        foreach (SlowStatistic kind in AllStatistics) _statistics[kind] = said.Statistics.GetValueOrDefault(kind);
    }

    public void Apply(IEnumerable<OrderSaid> snapshot) => _orders = snapshot.ToDictionary(static said => said.Id, static said => said.Order);

    // Of an instrument and not of a message to it: a halt may be its own or its group's.
    private void TakeStatus(byte? said)
    {
        if (said is not { } status || !DefinedStatuses.Contains(status)) return;
        Status = status;
        if (status != Halt) _isHaltedAlone = false;
    }

    // False for a copy of an entry that was taken.
    private bool Enter(uint rptSeq)
    {
        (uint? last, bool isLossPending) = (_rptSeq, _isLossPending);
        if (last is { } taken && rptSeq <= taken && rptSeq != 1 && !isLossPending) return false;
        (_rptSeq, _isLossPending) = (rptSeq, false);
        if (last + 1 == rptSeq) return true;
        if (rptSeq == 1) foreach (SlowSide side in _sides.Values) side.Empty();
        else Forget();
        if (rptSeq == 1) _areImpliedDoubtful = false;
        if (rptSeq != 1 || isLossPending || last is null) Reset(AllStatistics, isKnown: false);
        if (rptSeq != 1) IsVolumeKnown = false;
        return true;
    }

    // Had implied levels been ended unseen, there would be nothing to change or to delete.
    private void ProveImplied(SlowSide side, LevelSaid said)
    {
        _areImpliedDoubtful = false;
        if (said.Action != 0 && side.Holds(said.Number, said.Level?.Price)) return;
        _sides['E'].Doubt();
        _sides['F'].Doubt();
    }

    private void EmptyImplied()
    {
        _sides['E'].Empty();
        _sides['F'].Empty();
        _areImpliedDoubtful = false;
    }
}
