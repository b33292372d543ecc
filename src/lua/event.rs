//! The metamethods: one row each (manual §2.8).
//!
//! The names are interned when a heap is made; the first rows are those whose absence a metatable
//! remembers (`fasttm` of `ltm.h`).
//!
//! Imports nothing.

macro_rules! events {
    ($($variant:ident $name:literal;)*) => {
        /// An event that a metamethod handles.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Event { $(#[doc = $name] $variant,)* }

        impl Event {
            /// All events, in the order of their numbers.
            pub(crate) const ALL: &'static [Event] = &[$(Event::$variant),*];

            /// The metamethod's key in a metatable.
            pub(crate) const fn key(self) -> &'static str {
                match self { $(Event::$variant => $name,)* }
            }
        }
    };
}

events! {
    Index "__index";
    NewIndex "__newindex";
    Mode "__mode";
    Eq "__eq";
    Add "__add";
    Sub "__sub";
    Mul "__mul";
    Div "__div";
    Mod "__mod";
    Pow "__pow";
    Unm "__unm";
    Len "__len";
    Lt "__lt";
    Le "__le";
    Concat "__concat";
    Call "__call";
    ToString "__tostring";
    Metatable "__metatable";
}
