namespace FeedHandler.Host.Reports.Events;

/// <summary>A form of events as lines of text, written into the buffer that it was made for.</summary>
internal interface IEventText : IDisposable
{
    /// <summary>Writes what stands before the first line.</summary>
    void BeginFile();

    /// <summary>Begins the line of an event.</summary>
    /// <returns>Takes what is to be written of it.</returns>
    IEventCells BeginLine();

    /// <summary>Ends the line.</summary>
    void EndLine();
}
