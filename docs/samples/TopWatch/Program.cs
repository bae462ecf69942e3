using FeedHandler.Client;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

string address = args[0]; // tcp://gw1:9470,gw2:9470 or the name of a shared feed
using IBookFeed feed = GatewayEndpoint.IsMeant(address)
    ? RemoteFeed.Open(address, new RemoteFeedOptions { Delivery = Delivery.TopOfBook, TokenFile = args.ElementAtOrDefault(2) })
    : SharedFeed.Open(address, new SharedFeedOptions { Delivery = Delivery.TopOfBook });
if (InstrumentSelector.TryParse(args[1], out InstrumentSelector? wanted)) feed.Add(wanted!);
Printer printer = new();
SharedFeedPoll poll;
while ((poll = feed.Poll(printer)) != SharedFeedPoll.Ended)
{
    if (poll != SharedFeedPoll.Taken) feed.Wait(timeoutMs: 100);
}

internal sealed class Printer : IBookSubscriber
{
    public void OnSnapshot(in SubscribedBook book) => Print(book);

    public void OnChange(in SubscribedBook book) => Print(book);

    public void OnLost(long lostCount) => Console.WriteLine($"lost {lostCount} events: books follow");

    public void OnRestart() => Console.WriteLine("the feed began again: books follow");

    private static void Print(in SubscribedBook book)
    {
        string bid = book.Book.TryGetLevel(BookSide.Bid, 1, out Level best) ? $"{best.Quantity} x {best.PriceNano / 1e9}" : "-";
        Console.WriteLine($"{book.Sequence} {book.Instrument.Symbol} {bid} {book.Book.State}");
    }
}
