using System.Runtime.InteropServices;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Tests.Books;

/// <summary>Rule: a book goes to an image and back without loss, goes on from there as the book itself, and nothing that cannot be becomes a book.</summary>
public sealed class BookImageTests
{
    private BookTable _books = null!;

    [SetUp]
    public void SetUp()
    {
        _books = new BookTable(2);
        _books.Add(42);
        _books.Add(42);
    }

    [TearDown]
    public void TearDown() => _books.Dispose();

    [TestCase(10, 2)]
    [TestCase(3, 1)]
    [TestCase(1, 0)]
    public void AnyBookGoesOnAsItself(int directDepth, int impliedDepth)
    {
        Random random = new(directDepth);
        ref InstrumentBook book = ref _books[0];
        ref InstrumentBook copy = ref _books[1];
        Apply(new MarketEvent { Kind = EventKind.Definition, Level = (byte)directDepth, Detail = (byte)impliedDepth }, ref book);
        for (int i = 0; i < 5000; i++)
        {
            MarketEvent marketEvent = RandomEvent(random, i);
            if (i % 3 == 0) Assert.That(copy.TryRestore(ImageOf(book)), Is.True);
            Apply(marketEvent, ref book);
            Apply(marketEvent, ref copy);
            Assert.That(BytesOf(copy).SequenceEqual(BytesOf(book)), Is.True, $"behind event {i}, {marketEvent.Kind}");
            Assert.That((copy.State, copy.RptSeq, copy.Doubts), Is.EqualTo((book.State, book.RptSeq, book.Doubts)));
        }
    }

    [Test]
    public void TheImageSaysHowFarTheBookCanBeTrusted()
    {
        Assert.That(ImageOf(_books[0]).State, Is.EqualTo(BookState.Unknown));
        Assert.That(ImageOf(_books[0])[0].PriceNano, Is.EqualTo(long.MinValue), "unknown, which is not empty");
        Apply(new MarketEvent { Kind = EventKind.Definition, Level = 10, Detail = 2 }, ref _books[0]);
        Apply(new MarketEvent { Kind = EventKind.BookClear, RptSeq = 1 }, ref _books[0]);
        Assert.That((ImageOf(_books[0]).State, ImageOf(_books[0])[0].PriceNano), Is.EqualTo((BookState.Whole, long.MaxValue)));
        Apply(new MarketEvent { Kind = EventKind.Gap, InstrumentIndex = MarketEvent.NoInstrument, Quantity = 1 }, ref _books[0]);
        Assert.That((ImageOf(_books[0]).State, ImageOf(_books[0]).Doubts), Is.EqualTo((BookState.Suspect, BookDoubts.Levels)));
    }

    [TestCase("DirectDepth", 0)]
    [TestCase("DirectDepth", 11)]
    [TestCase("ImpliedDepth", 3)]
    [TestCase("Doubts", 0x20)]
    [TestCase("IsStated", 2)]
    [TestCase("IsDepthTold", 9)]
    [TestCase("Status", 200)]
    [TestCase("OwnHalt", 3)]
    public void WhatCannotBeChangesNothing(string field, byte value)
    {
        Apply(new MarketEvent { Kind = EventKind.BookClear, RptSeq = 1 }, ref _books[0]);
        BookImage before = ImageOf(_books[0]);
        BookImage wrong = before;
        MemoryMarshal.AsBytes(new Span<BookImage>(ref wrong))[(int)Marshal.OffsetOf<BookImage>(field)] = value;
        Assert.That((_books[0].TryRestore(wrong), BytesOf(_books[0]).SequenceEqual(BytesOf(before))), Is.EqualTo((false, true)));
    }

    private static MarketEvent RandomEvent(Random random, int number)
    {
        EventKind kind = random.Next(20) switch
        {
            0 => EventKind.Trade,
            1 => EventKind.Volume,
            2 => EventKind.Status,
            3 when number % 50 == 0 => EventKind.Gap,
            4 when number % 70 == 0 => EventKind.BookStale,
            5 when number % 90 == 0 => EventKind.ChannelReset,
            6 when number % 60 == 0 => EventKind.Doubt,
            7 when number % 60 == 0 => EventKind.DoubtEnd,
            _ => EventKind.Book,
        };
        bool isOfChannel = kind is EventKind.Gap or EventKind.ChannelReset or EventKind.Doubt or EventKind.DoubtEnd;
        return new MarketEvent
        {
            Kind = kind,
            InstrumentIndex = isOfChannel ? MarketEvent.NoInstrument : 0,
            Action = kind == EventKind.Status ? (BookAction)random.Next(16) : (BookAction)random.Next(6),
            Side = (BookSide)random.Next(4),
            Level = (byte)random.Next(1, 12),
            Status = (TradingStatus)random.Next(14),
            PriceNano = random.Next(1000),
            Quantity = random.Next(1, 100),
            Orders = random.Next(1, 9),
            RptSeq = (uint)number + 1,
        };
    }

    private static void Apply(in MarketEvent marketEvent, ref InstrumentBook book) => BookReplica.Apply(marketEvent, ref book);

    private static BookImage ImageOf(in InstrumentBook book)
    {
        BookImage image = default;
        book.CopyTo(ref image);
        return image;
    }

    private static byte[] BytesOf(in InstrumentBook book) => BytesOf(ImageOf(book));

    private static byte[] BytesOf(in BookImage image) => MemoryMarshal.AsBytes(new ReadOnlySpan<BookImage>(in image)).ToArray();
}
