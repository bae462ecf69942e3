using System.Text;
using FeedHandler.Replay.Recording;

namespace FeedHandler.Replay.Tests.Recording;

public sealed class GapNoteTests
{
    [TestCase(0UL, 1UL, "feedhandler gave-up 0..1")]
    [TestCase(17UL, 19UL, "feedhandler gave-up 17..19")]
    [TestCase(2UL, 2UL, "feedhandler gave-up 2..2")]
    [TestCase(1UL, ulong.MaxValue, "feedhandler gave-up 1..18446744073709551615")]
    public void ANoteIsReadAsItIsWritten(ulong first, ulong next, string text)
    {
        GapNote note = new(first, next);

        Assert.That(note.ToString(), Is.EqualTo(text));
        Assert.That(GapNote.TryParse(Encoding.UTF8.GetBytes(text), out GapNote read), Is.True);
        Assert.That(read, Is.EqualTo(note));
    }

    [TestCase("")]
    [TestCase("feedhandler gave-up ")]
    [TestCase("feedhandler gave-up 1")]
    [TestCase("feedhandler gave-up 1..")]
    [TestCase("feedhandler gave-up ..2")]
    [TestCase("feedhandler gave-up 3..2")]
    [TestCase("feedhandler gave-up -1..2")]
    [TestCase("feedhandler gave-up 1...2")]
    [TestCase("feedhandler gave-up 1..2 ")]
    [TestCase("feedhandler gave-up 1..18446744073709551616")]
    [TestCase("Feedhandler gave-up 1..2")]
    public void AnythingElseIsNone(string text) => Assert.That(GapNote.TryParse(Encoding.UTF8.GetBytes(text), out _), Is.False);
}
