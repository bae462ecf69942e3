using System.Globalization;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using FeedHandler.Tests.Support;
using FeedHandler.Wire.Tests.Support;

namespace FeedHandler.Wire.Tests;

/// <summary>Rule: the readers in Python and C, written by the layout alone, read of frames what we read of them.</summary>
public sealed class OtherLanguageTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("frames").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void PythonReadsWhatWeRead() => Confirm(Require.Tool("python3"), Repository.PathOf("docs/clients/python/gateway.py"));

    [Test]
    public void CReadsWhatWeRead()
    {
        string program = Path.Combine(_folder, "gateway");
        CHeaders.Run(Require.Tool("gcc"), "-O2", "-Wall", "-Wextra", "-Werror", "-o", program, Repository.PathOf("docs/clients/c/gateway.c"));
        Confirm(program);
    }

    private void Confirm(string program, params string[] arguments)
    {
        string path = Path.Combine(_folder, "frames.bin");
        List<string> lines = [];
        using (FileStream file = File.Create(path)) WriteAll(file, lines);
        string[] read = CHeaders.Run(program, [.. arguments, "--file", path]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(read, Is.EqualTo(lines));
    }

    private static void WriteAll(FileStream file, List<string> lines)
    {
        using EventStage stage = EventStage.Of("captures/cme-simulated.pcapng", ordersMax: 100_000);
        RandomEvents random = new(4);
        IEnumerable<MarketEvent> events = stage.Events.Concat(Enumerable.Range(0, 500).Select(_ => random.Next()));
        byte[] frame = new byte[SessionMessages.BytesMax];
        long sequence = 0;
        foreach (MarketEvent told in events)
        {
            int length = FrameEncoder.Encode(told, new EventPlace(++sequence, sequence - 1, 0, 310), frame);
            file.Write(frame, 0, length);
            Assert.That(FrameDecoder.TryDecodeEvent(frame.AsSpan(0, length), out MarketEvent read, out EventPlace place, out _), Is.True);
            lines.Add(Head(read, place) + Fields(read));
        }

        file.Write(frame, 0, SessionMessages.Encode(new NoticeMessage(NoticeKind.SnapshotsEnd, 1, 2, 3, 4, "told"), frame));
        lines.Add("Notice sequence=1 epoch=2 count=3 requestId=4 kind=8");
        file.Write(frame, 0, MulticastMessages.Encode(new SnapshotEndMessage(1, 2, 3), frame)); // which they do not know
    }

    private static string Head(in MarketEvent told, in EventPlace place) => string.Create(
        CultureInfo.InvariantCulture,
        $"{NameOf(told.Kind)} sequence={place.Sequence} previous={place.Previous} previousOfChannel={place.PreviousOfChannel} channelId={place.ChannelId} instrument={told.InstrumentIndex} seqNum={told.SeqNum} rptSeq={told.RptSeq} transactTime={(ulong)told.TransactTimeNs} flags={(byte)told.Flags}");

    private static string NameOf(EventKind kind) => kind switch
    {
        EventKind.Book => "LevelUpdate",
        EventKind.BookClear or EventKind.OrderClear => "Clear",
        EventKind.BookStale or EventKind.Doubt or EventKind.DoubtEnd or EventKind.OrderStale or EventKind.OrderWhole => "ConfidenceChange",
        EventKind.Status => "StatusUpdate",
        EventKind.Order => "OrderUpdate",
        _ => kind.ToString(),
    };

    private static string Fields(in MarketEvent told)
    {
        (string price, string quantity, int side, int action) = (Price(told.PriceNano), $" quantity={Of(told.Quantity)}", (int)told.Side, (int)told.Action);
        string orders = told.Orders == int.MaxValue ? "-" : $"{told.Orders}";
        string sideOrNone = told.Side == BookSide.None ? "-" : $"{side}";
        return told.Kind switch
        {
            EventKind.Book => $"{price}{quantity} orders={orders} side={side} action={action} level={told.Level}",
            EventKind.BookClear or EventKind.OrderClear => $" part={(told.Kind == EventKind.OrderClear ? 1 : 0)} detail={told.Detail}",
            EventKind.Trade => $"{price}{quantity} orders={orders} aggressor={sideOrNone} action={action}",
            EventKind.TradeOrder => $"{price}{quantity} orderId={told.OrderId} side={sideOrNone} action={action}",
            EventKind.Volume => $"{quantity} action={action}",
            EventKind.Statistic => $"{price}{quantity} kind={(int)told.Statistic} action={action} detail={told.Detail}",
            EventKind.Status => $" reason={Of(told.Quantity)} extra={told.Orders} status={(int)told.Status} statusCode={told.Detail} change={action}",
            EventKind.Gap => $" lostPackets={told.Quantity}",
            EventKind.ChannelReset => $" detail={told.Detail}",
            EventKind.MarketBest => $"{price}{quantity} side={sideOrNone} action={action}",
            EventKind.LastTrade => $"{price}{quantity}",
            EventKind.Order => $"{price}{quantity} orderId={told.OrderId} priority={told.Priority} side={side} action={action}",
            EventKind.Definition => $" securityId={told.Quantity} displayFactor=- minPriceIncrement=-",
            EventKind.EventEnd or EventKind.Other => "",
            _ => $" confidence={Array.IndexOf([EventKind.BookStale, EventKind.Doubt, EventKind.DoubtEnd, EventKind.OrderStale, EventKind.OrderWhole], told.Kind)}",
        };
    }

    private static string Price(long priceNano) => $" price={Of(priceNano)}";

    private static string Of(long value) => value == long.MaxValue ? "-" : value.ToString(CultureInfo.InvariantCulture);
}
