"""Mapped classes, one noun one file. Importing the package maps them all."""

from app.models.annotation import Annotation
from app.models.base import Base
from app.models.bookmark import Bookmark
from app.models.course import Course, CourseLayer, CourseReading, Group, Membership
from app.models.event import Event
from app.models.familiarity import Familiarity, Wording
from app.models.guess import Guess, GuessedTerm
from app.models.importing import Import, ImportPicture
from app.models.layer import Layer
from app.models.note import ContextNote
from app.models.occurrence import Occurrence, ReadingSense, Ruling
from app.models.picture import Picture, ReadingPicture
from app.models.placement import Placement
from app.models.reading import Block, Reading, Revision
from app.models.reply import Reply
from app.models.second import Second
from app.models.seen import Seen, SeenThread
from app.models.tag import Tag
from app.models.term import Form, Sense, Term
from app.models.user import User
from app.models.writing import Version

__all__ = [
    "Annotation",
    "Base",
    "Block",
    "Bookmark",
    "ContextNote",
    "Course",
    "CourseLayer",
    "CourseReading",
    "Event",
    "Familiarity",
    "Form",
    "Group",
    "Guess",
    "GuessedTerm",
    "Import",
    "ImportPicture",
    "Layer",
    "Membership",
    "Occurrence",
    "Picture",
    "Placement",
    "Reading",
    "ReadingPicture",
    "ReadingSense",
    "Reply",
    "Revision",
    "Ruling",
    "Second",
    "Seen",
    "SeenThread",
    "Sense",
    "Tag",
    "Term",
    "User",
    "Version",
    "Wording",
]
