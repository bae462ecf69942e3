using FeedHandler.Core.Events;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Markets;

/// <summary>What the exchange tells of a session is what its trades come to.</summary>
[TestFixture(13)]
[TestFixture(8)]
public sealed class SessionFigureTests(int schemaVersion)
{
    private const int SeedCount = 12;
    private const byte Final = 1;
    private const byte Actual = 2;
    private const byte ResetStatistics = 4;

    [Test]
    [Property("Source", "CME MDP 3.0, Statistics and Volume: open (4), high (7) and low (8) of the session's trades, electronic volume (e) of the trade date; a bust or "
        + "a correction changes what its trade was; a new trade date (1174 4) clears all of it; a channel reset tells it again")]
    public void HighLowOpenAndVolumeAreThoseOfTheTrades()
    {
        int comparedCount = 0;
        Run((ledger, message) =>
        {
            foreach (SimulatedInstrument instrument in ledger.Changed)
            {
                string where = $"{instrument.Symbol} at {message.TransactTimeNs}";
                Assert.That(ledger.Told(instrument, StatisticKind.SessionHigh), Is.EqualTo(ledger.High(instrument)), where);
                Assert.That(ledger.Told(instrument, StatisticKind.SessionLow), Is.EqualTo(ledger.Low(instrument)), where);
                Assert.That(ledger.Told(instrument, StatisticKind.Open), Is.EqualTo(ledger.Open(instrument)), where);
                Assert.That(ledger.ToldVolume(instrument) ?? 0, Is.EqualTo(ledger.Volume(instrument)), where);
                comparedCount++;
            }
        });
        Assert.That(comparedCount, Is.GreaterThan(1000));
    }

    [Test]
    [Property("Source", "CME MDP 3.0, Statistics: VWAP (9) is the average price by volume of the session's trades")]
    public void TheAverageIsThatOfTheTrades()
    {
        if (schemaVersion < 10) Assert.Pass("schema versions before 10 have no average");
        int toldCount = 0;
        Run((ledger, message) =>
        {
            foreach (StatisticFact told in message.Facts.OfType<StatisticFact>().Where(static fact => fact.Kind == StatisticKind.Vwap))
            {
                Assert.That(told.PriceNano, Is.EqualTo(ledger.Average(told.Instrument!)), told.Instrument!.Symbol);
                toldCount++;
            }
        });
        Assert.That(toldCount, Is.GreaterThan(20));
    }

    [Test]
    [Property("Source", "CME MDP 3.0, Daily Statistics: settlement (6) with its type (731): final at the close, actual where there were trades; cleared volume (B)")]
    public void AtTheCloseEveryInstrumentIsSettledAtItsLastTradeAndASpreadAtWhatItsLegsAreApart()
    {
        Run((_, _) => { }, (feed, ledger) =>
        {
            foreach (SimulatedInstrument instrument in feed.Instruments.Where(static each => each.Truth is { Definition: not null, IsDeleted: false }))
            {
                PublishedStatistic settlement = instrument.Truth.Statistic(StatisticKind.Settlement)!.Value;
                Assert.That(settlement.Flag & Final, Is.EqualTo(Final), instrument.Symbol);
                Assert.That(instrument.Truth.Statistic(StatisticKind.ClearedVolume)!.Value.Size, Is.EqualTo(ledger.Volume(instrument)));
                SimulatedInstrument[] legs = [.. instrument.Legs.SelectMany(leg => feed.Instruments.Where(each => each.SecurityId == leg.SecurityId))];
                if (legs.Length == 2) Assert.That(settlement.PriceNano, Is.EqualTo(SettlementOf(legs[0]) - SettlementOf(legs[1])), instrument.Symbol);
                else if ((settlement.Flag & Actual) != 0) Assert.That(settlement.PriceNano, Is.EqualTo(ledger.Last(instrument)), instrument.Symbol);
                else Assert.That(ledger.Last(instrument), Is.Null, instrument.Symbol);
            }
        });
    }

    private static long? SettlementOf(SimulatedInstrument instrument) => instrument.Truth.Statistic(StatisticKind.Settlement)?.PriceNano;

    private void Run(Action<SessionLedger, PublishedMessage> onMessage, Action<SimulatedFeed, SessionLedger>? onEnd = null)
    {
        for (ulong seed = 1; seed <= SeedCount; seed++)
        {
            ProtocolRates rates = new() { TradeBustPerMille = 60, TradeCorrectionPerMille = 40, VwapPerMille = 40, CrossingPerMille = 40 };
            SimulatedFeed feed = new(new SimulationOptions { Seed = seed, InstrumentCount = 8, EventCount = 400, SchemaVersion = schemaVersion, Rates = rates });
            SessionLedger ledger = new(feed.Instruments);
            while (feed.TryNext(out _))
            {
                foreach (PublishedMessage message in feed.Said)
                {
                    ledger.Apply(message);
                    if (message.IsEndOfEvent) onMessage(ledger, message);
                    if (message.IsEndOfEvent) ledger.EndEvent();
                }
            }

            onEnd?.Invoke(feed, ledger);
        }
    }

    // What was said, and what the trades that were said come to: each list is gone through anew whenever it is asked.
    private sealed class SessionLedger(IReadOnlyList<SimulatedInstrument> instruments)
    {
        private readonly Dictionary<SimulatedInstrument, List<TradeFact>> _trades = instruments.ToDictionary(static each => each, static _ => new List<TradeFact>());
        private readonly Dictionary<SimulatedInstrument, long> _opens = [];
        private readonly Dictionary<SimulatedInstrument, long> _lasts = [];
        private readonly Dictionary<(SimulatedInstrument, StatisticKind), long> _told = [];
        private readonly Dictionary<SimulatedInstrument, long> _toldVolumes = [];

        public HashSet<SimulatedInstrument> Changed { get; } = [];

        public long? High(SimulatedInstrument instrument) => _trades[instrument].Max(static trade => (long?)trade.PriceNano);

        public long? Low(SimulatedInstrument instrument) => _trades[instrument].Min(static trade => (long?)trade.PriceNano);

        public long? Open(SimulatedInstrument instrument) => _opens.TryGetValue(instrument, out long nano) ? nano : null;

        public long? Last(SimulatedInstrument instrument) => _lasts.TryGetValue(instrument, out long nano) ? nano : null;

        public long Volume(SimulatedInstrument instrument) => _trades[instrument].Sum(static trade => (long)trade.Quantity);

        public long Average(SimulatedInstrument instrument) =>
            (long)(_trades[instrument].Aggregate((Int128)0, static (sum, trade) => sum + ((Int128)trade.PriceNano * trade.Quantity)) / Volume(instrument));

        public long? Told(SimulatedInstrument instrument, StatisticKind kind) => _told.TryGetValue((instrument, kind), out long nano) ? nano : null;

        public long? ToldVolume(SimulatedInstrument instrument) => _toldVolumes.TryGetValue(instrument, out long volume) ? volume : null;

        public void EndEvent() => Changed.Clear();

        public void Apply(PublishedMessage message)
        {
            foreach (ExchangeFact fact in message.Facts) Apply(fact);
        }

        private void Apply(ExchangeFact fact)
        {
            if (fact is ChannelResetFact) Forget();
            if (fact is StatusFact { TradingEvent: ResetStatistics } status) Reset(status);
            if (fact is TradeFact or VolumeFact or LevelFact) Changed.Add(fact.Instrument!);
            if (fact is TradeFact trade) Apply(trade);
            if (fact is VolumeFact volume) _toldVolumes[volume.Instrument!] = volume.Volume;
            if (fact is not StatisticFact { PriceNano: { } nano } statistic) return;
            if (statistic.IsDeleted) _told.Remove((statistic.Instrument!, statistic.Kind));
            else _told[(statistic.Instrument!, statistic.Kind)] = nano;
        }

        private void Apply(TradeFact trade)
        {
            SimulatedInstrument instrument = trade.Instrument!;
            if (trade.Action != BookAction.New) _trades[instrument].RemoveAll(old => old.TradeId == trade.TradeId);
            if (trade.Action != BookAction.Delete) _trades[instrument].Add(trade);
            if (trade.Action != BookAction.New) return;
            _opens.TryAdd(instrument, trade.PriceNano);
            _lasts[instrument] = trade.PriceNano;
        }

        private void Forget()
        {
            _told.Clear();
            _toldVolumes.Clear();
        }

        private void Reset(StatusFact status)
        {
            foreach (SimulatedInstrument instrument in _trades.Keys.Where(each => status.Asset.Length == 0 && each.Group == status.Group))
            {
                _trades[instrument].Clear();
                _opens.Remove(instrument);
                _lasts.Remove(instrument);
                _toldVolumes.Remove(instrument);
                foreach ((SimulatedInstrument, StatisticKind) key in _told.Keys.Where(key => key.Item1 == instrument).ToArray()) _told.Remove(key);
            }
        }
    }
}
