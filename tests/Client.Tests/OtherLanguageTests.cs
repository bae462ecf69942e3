using System.Globalization;
using FeedHandler.Client.Tests.Support;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Sharing;
using FeedHandler.Ring;
using FeedHandler.Tests.Support;

namespace FeedHandler.Client.Tests;

/// <summary>Rule: the C header of docs/clients says where things are, and programs on it and on the Python reader see what the feed says.</summary>
public sealed class OtherLanguageTests
{
    private static readonly string Headers = Repository.PathOf("docs/clients/c");
    private string _folder = "";

    private string FilePath => Path.Combine(_folder, "feed");

    [SetUp]
    public void MakeFolder()
    {
        Require.That(OperatingSystem.IsLinux(), "shared feeds are those of Linux");
        _folder = Directory.CreateTempSubdirectory("feed").FullName;
    }

    [TearDown]
    public void DeleteFolder()
    {
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void TheHeaderSaysWhereThingsAre() => new CHeaders("feedhandler_shared.h") { CompilerOptions = [$"-I{Headers}"] }.Confirm(
    [
        $"FH_FEED_KIND={SharedFeedHeader.Kind}",
        .. CHeaders.OffsetsOf<SharedInstrument>(
            "struct fh_instrument", ("Version", "version"), ("EpochNumber", "epoch_number"), ("AsOf", "as_of"), ("TransactTimeNs", "transact_time_ns"),
            ("SeqNum", "seq_num"), ("Channel", "channel"), ("ChannelId", "channel_id"), ("InstrumentIndex", "instrument_index"),
            ("IsWithinEvent", "is_within_event"), ("IsDefined", "is_defined"), ("IsDeleted", "is_deleted"), ("DisplayFactorNano", "display_factor_nano"),
            ("MinPriceIncrementNano", "min_price_increment_nano"), ("Symbol", "symbol"), ("Group", "group"), ("Asset", "asset"),
            ("SecurityType", "security_type"), ("Book", "book"), ("Statistics", "statistics"), ("OrdersState", "orders_state"),
            ("AreOrdersInDoubt", "are_orders_in_doubt"), ("OrderGeneration", "order_generation")),
        .. CHeaders.OffsetsOf<SharedOrder>(
            "struct fh_order", ("Version", "version"), ("EpochNumber", "epoch_number"), ("Id", "id"), ("PriceNano", "price_nano"), ("Quantity", "quantity"),
            ("Priority", "priority"), ("InstrumentIndex", "instrument_index"), ("Generation", "generation"), ("Side", "side"), ("IsResting", "is_resting")),
        .. CHeaders.OffsetsOf<BookImage>(
            "struct fh_book", ("SecurityId", "security_id"), ("NextRptSeq", "next_rpt_seq"), ("SuspectRptSeq", "suspect_rpt_seq"), ("DirectDepth", "direct_depth"),
            ("ImpliedDepth", "implied_depth"), ("State", "state"), ("Doubts", "doubts"), ("IsStated", "is_stated"), ("IsDepthTold", "is_depth_told"),
            ("Status", "status"), ("StatusCode", "status_code"), ("OwnHalt", "own_halt"), ("LastPriceNano", "last_price_nano"),
            ("LastQuantity", "last_quantity"), ("Volume", "volume"), ("_levels", "bids")),
        .. CHeaders.OffsetsOf<StatisticSet>("struct fh_statistics", ("_values", "values"), ("_doubts", "doubts"), ("_isSuspect", "is_suspect"), ("_isWithdrawn", "is_withdrawn")),
        .. Enum.GetValues<StatisticKind>().Select(static kind => $"FH_{Constant(kind)}={(int)kind}"),
        $"FH_STATISTIC_COUNT={StatisticSet.Count}",
        .. CHeaders.OffsetsOf<SharedChannel>(
            "struct fh_channel", ("Id", "id"), ("SeqNum", "seq_num"), ("TransactTimeNs", "transact_time_ns"), ("LostPacketCount", "lost_packet_count"),
            ("EventCount", "event_count"), ("OrdersUsed", "orders_used")),
        .. CHeaders.OffsetsOf<MarketEvent>(
            "struct fh_event", ("Kind", "kind"), ("Action", "action"), ("Side", "side"), ("Flags", "flags"), ("Place", "place"), ("PriceNano", "price_nano"),
            ("Quantity", "quantity"), ("OrderId", "u.order_id"), ("Orders", "u.of_level.orders"), ("Level", "u.of_level.level"), ("Detail", "u.of_level.detail"),
            ("Status", "u.of_level.status"), ("TransactTimeNs", "transact_time_ns"), ("SeqNum", "seq_num"), ("RptSeq", "rpt_seq"), ("RxNs", "rx_ns"),
            ("_stamp", "stamp")),
        $"offsetof(struct fh_feed, instrument_count)={CHeaders.OffsetOf<SharedFeedHeader>("InstrumentCount")}",
        $"offsetof(struct fh_feed, left_out_count)={CHeaders.OffsetOf<SharedFeedHeader>("LeftOutCount")}",
        $"offsetof(struct fh_feed, order_count_max)={CHeaders.OffsetOf<SharedFeedHeader>("OrderCountMax")}",
        $"offsetof(struct fh_feed, orders_through)={CHeaders.OffsetOf<SharedFeedHeader>("OrdersThrough")}",
        $"offsetof(struct fh_feed, images_through)={CHeaders.OffsetOf<SharedFeedHeader>("ImagesThrough")}",
        $"offsetof(struct fh_feed, channels)={SharedFeedHeader.ChannelsOffset}",
        $"offsetof(struct fh_feed, instruments)={SharedFeedHeader.InstrumentsOffset}",
        $"offsetof(struct fh_ring, epoch_number)={128}",
        $"offsetof(struct fh_ring, writer_process_id)={256}",
        $"offsetof(struct fh_ring, claimed)={384 + 128}",
        $"offsetof(struct fh_ring, cursor)={384 + 256}",
        $"sizeof(struct fh_ring)={768}",
    ]);

    [Test]
    public void AProgramInCSeesTheBooksAsTheyAre()
    {
        string program = Path.Combine(_folder, "top");
        CHeaders.Run(Require.Tool("gcc"), "-O2", "-Wall", "-Wextra", "-Werror", "-o", program, Path.Combine(Headers, "top.c"));
        using SharedStage stage = new(FilePath);
        stage.Run();
        stage.Writer.Dispose();
        string[] lines = CHeaders.Run(program, FilePath).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines.Select(static line => line.Split(' ', 3)[1]), Is.EqualTo(Enumerable.Range(0, stage.Right.Count).Select(i => $"{stage.Right[i].SecurityId}")));
        ref InstrumentBook book = ref stage.Right[0];
        Assert.That((book.TryGetLevel(BookSide.Bid, 1, out Level bid), book.TryGetLevel(BookSide.Ask, 1, out Level ask)), Is.EqualTo((true, true)));
        Assert.That(lines[0], Does.EndWith($" SIM000 {Side(bid)} {Side(ask)} whole"));
    }

    [Test]
    public void AProgramInPythonSeesTheEventsAsTheyCame()
    {
        string python = Require.Tool("python3");
        using SharedStage stage = new(FilePath);
        stage.Run();
        long eventCount = stage.Writer.EventCount;
        stage.Writer.Dispose();
        string[] lines = CHeaders.Run(python, Repository.PathOf("docs/clients/python/events.py"), FilePath).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(eventCount));
        Assert.That(lines.Select(static (line, index) => line.StartsWith($"{index} ", StringComparison.Ordinal)), Is.All.True, "numbers without a gap");
        Assert.That(lines.Count(static line => line.Split(' ')[1] == "trade"), Is.EqualTo(355));
    }

    [Test]
    public void TheHeaderKnowsTheEvent()
    {
        SharedRingWriter<MarketEvent>.TryOpen(FilePath, 1024, out SharedRingWriter<MarketEvent>? ring);
        ring!.Dispose();
        ulong hash = BitConverter.ToUInt64(File.ReadAllBytes(FilePath), 16);
        Assert.That(File.ReadAllText(Path.Combine(Headers, "feedhandler_shared.h")), Does.Contain($"#define FH_EVENT_HASH 0x{hash:X16}ULL"));
    }

    private static string Constant(StatisticKind kind) =>
        string.Concat(kind.ToString().Select(static (letter, place) => place > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));

    private static string Side(in Level level) => string.Create(CultureInfo.InvariantCulture, $"{level.Quantity}x{level.PriceNano / 1e9:G9}");
}
