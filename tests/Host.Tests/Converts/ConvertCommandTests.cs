using FeedHandler.Dbn;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Reports;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Converts;

/// <summary>What `convert` writes is what the specification of DBN accepts (1.9), says what the feed said, and is whole or not there.</summary>
public sealed class ConvertCommandTests
{
    private string _folder = null!;

    private static string Capture => Repository.PathOf("captures/cme-simulated.pcapng");

    private static string Healed => Repository.PathOf("captures/cme-recovery.pcapng");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("feedhandler-convert-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Section1Point9AFileOfEachSchemaIsAccepted([Values("mbo", "mbp-1", "mbp-10", "definition", "statistics")] string schema)
    {
        string file = Convert(Healed, "day.dbn", schema);
        CHeaders.Run(Require.Tool("python3"), Repository.PathOf("tests/Dbn.Tests/Python/dbn.py"), "read", file); // 1, 2: lengths, padding, every byte

        using DbnReader reader = DbnReader.Open(file);
        DbnMetadata metadata = reader.Metadata!;
        Assert.That((metadata.Version, metadata.Dataset, DbnSchemas.NameOf(metadata.Schema)), Is.EqualTo((3, "GLBX.MDP3", schema)));
        (ulong last, int count, int endCount) = (metadata.Start, 0, 0); // 4: the start is in front of the first
        for (; reader.TryRead(out DbnRecord record); count++)
        {
            Assert.That(metadata.Schema.Has(record.Type), Is.True); // 3: of one schema, in order by time
            ulong time = TimeOf(record);
            Assert.That(time, Is.GreaterThanOrEqualTo(last));
            last = time;
            if ((FlagsOf(record) & DbnFlags.Last) != 0) endCount++;
        }

        reader.RequireWhole();
        Assert.That((count > 0, last < metadata.End, reader.UnknownCount), Is.EqualTo((true, true, 0L)));
        if (schema is "mbo" or "mbp-1" or "mbp-10" or "trades") Assert.That(endCount, Is.InRange(1, count));
    }

    [Test]
    public void Section2OrdersMakeTheLevelsAndFillsChangeNone([Values] bool isHealed)
    {
        string capture = isHealed ? Healed : Capture;
        Dictionary<uint, Dictionary<ulong, MboRecord>> orders = OrdersOf(Convert(capture, "orders.dbn.zst", "mbo"));
        using DbnReader reader = DbnReader.Open(Convert(capture, "levels.dbn.zst", "mbp-10"));
        Dictionary<uint, Mbp10Record> books = [];
        while (reader.TryRead(out DbnRecord record)) books[record.Header.InstrumentId] = record.As<Mbp10Record>();

        Assert.That(books, Has.Count.GreaterThan(5));
        int levelCount = 0;
        foreach ((uint id, Mbp10Record book) in books)
        {
            foreach (DbnSide side in (DbnSide[])[DbnSide.Bid, DbnSide.Ask])
            {
                (long, long)[] told = [.. LevelsOf(book, side)];
                Assert.That(told, Is.EqualTo(LevelsOf(orders[id].Values, side).Take(told.Length)), $"{id} {side}"); // some instruments have fewer levels than ten
                levelCount += told.Length;
            }
        }

        Assert.That(levelCount, Is.GreaterThan(20));
    }

    [Test]
    public void Section1Point2SymbolsAreMappedToIdsWithPricesAsTheyAreDisplayed()
    {
        using DbnReader reader = DbnReader.Open(Convert(Capture, "day.dbn", "definition"));
        DbnMapping mapping = reader.Metadata!.Mappings.Single(static mapping => mapping.Symbol == "SIM000-SIM003");
        Assert.That(mapping.Intervals.Single(), Is.EqualTo(new DbnMappingInterval(new DateOnly(2026, 1, 5), new DateOnly(2026, 1, 6), "40007")));
        List<DefinitionRecord> legs = [];
        while (reader.TryRead(out DbnRecord record))
        {
            if (record.Header.InstrumentId == 40007) legs.Add(record.As<DefinitionRecord>());
        }

        Assert.That(legs.Select(static leg => (leg.RawSymbol.ToString(), leg.LegCount, leg.LegIndex, leg.LegInstrumentId)).Distinct(), Is.EqualTo(new[]
        {
            ("SIM000-SIM003", (ushort)2, (ushort)0, 40000u), ("SIM000-SIM003", (ushort)2, (ushort)1, 40021u),
        }));
        Assert.That((legs[0].DisplayFactor, legs[0].MinPriceIncrement), Is.EqualTo((10_000_000L, 2_500_000L)));
        Assert.That(legs[0].InstrumentClass, Is.EqualTo(DbnInstrumentClass.FutureSpread));
    }

    [TestCase("events.csv")]
    [TestCase("events.jsonl")]
    public void EventsAreThoseOfAReplay(string name)
    {
        Assert.That(Run("convert", Capture, name).Code, Is.EqualTo(ExitCode.Good));
        CommandRun replay = Run("replay", Capture, "--inline", "--events", "replay-" + name);
        Assert.That(replay.Code, Is.EqualTo(ExitCode.Good), replay.Error);
        Assert.That(File.ReadAllText(PathOf(name)), Is.EqualTo(File.ReadAllText(PathOf("replay-" + name))));
    }

    [Test]
    public void WhatIsThereIsReplacedAndToldAsTheContractSays()
    {
        File.WriteAllText(PathOf("day.trades.dbn.zst"), "before");
        CommandRun run = Run("convert", Capture, "day.trades.dbn.zst", "--schema", "trades", "--json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        new JsonContract().With("docs/json.md", "convert").Holds(run.Json);
        using DbnReader reader = DbnReader.Open(PathOf("day.trades.dbn.zst"));
        int count = 0;
        while (reader.TryRead(out _)) count++;
        Assert.That(count, Is.EqualTo(run.Json.GetProperty("written").GetInt32()).And.GreaterThan(0));
        CommandRun table = Run("convert", Capture, "events.parquet", "--json");
        new JsonContract().With("docs/json.md", "convert").Holds(table.Json);
        Assert.That(File.ReadAllBytes(PathOf("events.parquet")).AsSpan(0, 4).ToArray(), Is.EqualTo("PAR1"u8.ToArray()));
    }

    [TestCase("day.dbn needs a schema", "day.dbn")]
    [TestCase("a schema needs dbn", "day.csv", "--schema", "mbo")]
    [TestCase("no kind of file", "day.txt")]
    [TestCase("no kind of packed file", "day.csv.zst")]
    [TestCase("no such schema", "day.dbn", "--schema", "tbbo")]
    public void WhatMakesNoSenseIsRefusedAndNothingIsWritten(string why, string file, params string[] options)
    {
        CommandRun run = Run(["convert", Capture, file, .. options]);
        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage), why);
        Assert.That(Directory.EnumerateFileSystemEntries(_folder), Is.Empty);
    }

    [Test]
    public void AFileThatIsReadIsNotWritten() => Assert.That(Run("convert", Capture).Error, Does.Contain("give one capture at least"));

    private static ulong TimeOf(DbnRecord record) => record.Type switch
    {
        DbnRecordType.Mbo => record.As<MboRecord>().TsRecv,
        DbnRecordType.Mbp1 => record.As<Mbp1Record>().TsRecv,
        DbnRecordType.Mbp10 => record.As<Mbp10Record>().TsRecv,
        DbnRecordType.Trade => record.As<TradeRecord>().TsRecv,
        DbnRecordType.Definition => record.As<DefinitionRecord>().TsRecv,
        DbnRecordType.Statistics => record.As<StatisticsRecord>().TsRecv,
        _ => record.As<StatusRecord>().TsRecv,
    };

    private static DbnFlags FlagsOf(DbnRecord record) => record.Type switch
    {
        DbnRecordType.Mbo => record.As<MboRecord>().Flags,
        DbnRecordType.Mbp1 => record.As<Mbp1Record>().Flags,
        DbnRecordType.Mbp10 => record.As<Mbp10Record>().Flags,
        DbnRecordType.Trade => record.As<TradeRecord>().Flags,
        _ => DbnFlags.None,
    };

    // Books by the rules of the format alone: trades and fills change nothing.
    private static Dictionary<uint, Dictionary<ulong, MboRecord>> OrdersOf(string file)
    {
        Dictionary<uint, Dictionary<ulong, MboRecord>> books = [];
        using DbnReader reader = DbnReader.Open(file);
        while (reader.TryRead(out DbnRecord record))
        {
            MboRecord order = record.As<MboRecord>();
            if (!books.TryGetValue(order.Header.InstrumentId, out Dictionary<ulong, MboRecord>? book)) books.Add(order.Header.InstrumentId, book = []);
            if (order.Action == DbnAction.Clear) book.Clear();
            else if (order.Action is DbnAction.Add or DbnAction.Modify) book[order.OrderId] = order;
            else if (order.Action == DbnAction.Cancel) Assert.That(book.Remove(order.OrderId, out MboRecord rested) && rested.Size == order.Size, Is.True);
        }

        return books;
    }

    private static IEnumerable<(long, long)> LevelsOf(IEnumerable<MboRecord> orders, DbnSide side) =>
        from order in orders
        where order.Side == side
        group (long)order.Size by order.Price into level
        orderby side == DbnSide.Bid ? -level.Key : level.Key
        select (level.Key, level.Sum());

    private static IEnumerable<(long, long)> LevelsOf(Mbp10Record book, DbnSide side)
    {
        for (int depth = 0; depth < BookLevels.Count; depth++)
        {
            BookLevel level = book.Levels[depth];
            (long Price, long Size) told = side == DbnSide.Bid ? (level.BidPrice, level.BidSize) : (level.AskPrice, level.AskSize);
            if (told.Price != DbnUndefined.Price) yield return told;
        }
    }

    private string Convert(string capture, string name, string schema)
    {
        CommandRun run = Run("convert", capture, name, "--schema", schema);
        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        return PathOf(name);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private CommandRun Run(params string[] args) => CommandRun.In(_folder, args);
}
