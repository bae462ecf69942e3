using System.Globalization;

namespace FeedHandler.Host.Books;

/// <summary>Moves a ladder by keys until somebody quits.</summary>
/// <param name="ladder">The ladder.</param>
/// <param name="stepCount">Events per step.</param>
/// <param name="readKey">Waits for a key.</param>
/// <param name="draw">Called after each move.</param>
internal sealed class LadderSession(Ladder ladder, int stepCount, Func<ConsoleKeyInfo> readKey, Action draw)
{
    private const int DigitsMax = 9;

    /// <summary>Runs until q, escape or the end of the program.</summary>
    public void Run(CancellationToken stop)
    {
        draw();
        while (!stop.IsCancellationRequested && Handle(readKey())) draw();
    }

    private bool Handle(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.Q or ConsoleKey.Escape:
                return false;
            case ConsoleKey.Spacebar or ConsoleKey.RightArrow:
                ladder.MoveTo(ladder.Position + stepCount);
                break;
            case ConsoleKey.LeftArrow:
                ladder.MoveTo(ladder.Position - stepCount);
                break;
            case ConsoleKey.N:
                ladder.MoveToNextTrade();
                break;
            case ConsoleKey.G:
                GoTo();
                break;
            case ConsoleKey.Home:
                ladder.MoveTo(1);
                break;
            case ConsoleKey.End:
                ladder.MoveTo(ladder.Count);
                break;
            default: // any other key draws again
                break;
        }

        return true;
    }

    // Digits up to enter; anything else gives up.
    private void GoTo()
    {
        string digits = "";
        for (ConsoleKeyInfo key = readKey(); char.IsAsciiDigit(key.KeyChar) && digits.Length < DigitsMax; key = readKey()) digits += key.KeyChar;
        if (digits.Length > 0) ladder.MoveTo(int.Parse(digits, CultureInfo.InvariantCulture));
    }
}
