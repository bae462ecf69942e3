using FeedHandler.Core.Events;

namespace FeedHandler.Client;

/// <content>What an instrument is, is told in front of the event that says so: its record comes behind the events, and is waited for.</content>
public sealed partial class SharedFeed
{
    private int _heldFrom;
    private int _heldCount;
    private long _heldSequence;

    private void Take(long first, int count, IBookSubscriber subscriber) => Take(0, count, first, subscriber);

    private SharedFeedPoll TakeHeld(IBookSubscriber subscriber)
    {
        (int from, int count) = (_heldFrom, _heldCount);
        _heldCount = 0;
        Take(_batch[from], _heldSequence, subscriber);
        Take(from + 1, count - 1, _heldSequence + 1, subscriber);
        return SharedFeedPoll.Taken;
    }

    private void Take(int from, int count, long first, IBookSubscriber subscriber)
    {
        if (_restores) return; // the books that are waited for hold them
        for (int i = 0; i < count; i++)
        {
            ref readonly MarketEvent marketEvent = ref _batch[from + i];
            if (marketEvent.Kind == EventKind.Definition)
            {
                (_heldFrom, _heldCount, _heldSequence) = (from + i, count - i, first + i);
                _records.Await(marketEvent);
                _awaitsBooks = true;
                return;
            }

            Take(marketEvent, first + i, subscriber);
        }
    }
}
