using HdrHistogram.Utilities;

namespace HdrHistogram.Tests.Utilities;

[TestFixture]
internal sealed class WriterReaderPhaserTests
{
    [Test]
    public void A_flip_without_writers_returns_at_once()
    {
        WriterReaderPhaser phaser = new();
        phaser.ReaderLock();
        for (int i = 0; i < 5; i++) phaser.FlipPhase();
        phaser.FlipPhase(TimeSpan.FromMilliseconds(1));
        phaser.ReaderUnlock();
        Assert.That(phaser.WriterCriticalSectionEnter(), Is.Zero, "six flips end in an even phase");
    }

    [Test]
    public void A_flip_without_the_reader_lock_is_refused()
    {
        WriterReaderPhaser phaser = new();
        Assert.That(() => phaser.FlipPhase(), Throws.InvalidOperationException);
        phaser.ReaderLock();
        phaser.ReaderUnlock();
        Assert.That(() => phaser.FlipPhase(TimeSpan.Zero), Throws.InvalidOperationException);
    }

    [Test]
    public void Tokens_tell_the_phase()
    {
        WriterReaderPhaser phaser = new();
        Assert.That(phaser.WriterCriticalSectionEnter(), Is.Zero);
        phaser.WriterCriticalSectionExit(0);
        phaser.ReaderLock();
        phaser.FlipPhase();
        phaser.ReaderUnlock();
        Assert.That(phaser.WriterCriticalSectionEnter(), Is.EqualTo(long.MinValue));
    }

    [TestCase(0)]
    [TestCase(1)]
    public void A_flip_waits_for_the_writer_before_it_and_not_for_one_after_it(int yieldMs)
    {
        WriterReaderPhaser phaser = new();
        long before = phaser.WriterCriticalSectionEnter();
        using ManualResetEventSlim flipped = new();
        Thread reader = new(() =>
        {
            phaser.ReaderLock();
            phaser.FlipPhase(TimeSpan.FromMilliseconds(yieldMs));
            phaser.ReaderUnlock();
            flipped.Set();
        });
        reader.Start();

        // A token of the next phase shows that the flip has begun.
        long after;
        while ((after = phaser.WriterCriticalSectionEnter()) >= 0)
        {
            phaser.WriterCriticalSectionExit(after);
            Thread.Yield();
        }

        Assert.That(flipped.IsSet, Is.False);
        phaser.WriterCriticalSectionExit(before);
        reader.Join();
        Assert.That(flipped.IsSet, Is.True, "although a writer of the next phase is still inside");
        phaser.WriterCriticalSectionExit(after);
    }

    [Test]
    public void Readers_exclude_each_other()
    {
        WriterReaderPhaser phaser = new();
        int inside = 0, seenMax = 0, entries = 0;
        Thread[] readers = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 2000; i++)
            {
                phaser.ReaderLock();
                seenMax = Math.Max(seenMax, ++inside);
                entries++;
                inside--;
                phaser.ReaderUnlock();
            }
        }))];
        foreach (Thread reader in readers) reader.Start();
        foreach (Thread reader in readers) reader.Join();
        Assert.That((seenMax, entries), Is.EqualTo((1, 6000)));
    }
}
