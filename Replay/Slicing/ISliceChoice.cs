namespace FeedHandler.Replay.Slicing;

/// <summary>Says which frames of a capture are kept.</summary>
public interface ISliceChoice
{
    /// <summary>Judges a frame; asked once of each, in their order.</summary>
    /// <param name="frame">The frame.</param>
    SliceReason Judge(in SliceFrame frame);
}
